package network.ara.up.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import network.ara.up.model.NodeName;
import network.ara.up.wire.IncMessage;

/** Whose pong is waited for. Thread: the loop's. */
final class RollCall {

    private final Map<NodeName, List<CompletableFuture<IncMessage.Pong>>> awaited = new HashMap<>();

    /** @param answer completes with the node's next pong; who gives it up before leaves nothing behind */
    void await(NodeName node, CompletableFuture<IncMessage.Pong> answer) {
        List<CompletableFuture<IncMessage.Pong>> waiting = awaited.computeIfAbsent(node, name -> new ArrayList<>());
        waiting.removeIf(CompletableFuture::isDone);
        waiting.add(answer);
    }

    void heard(NodeName node, IncMessage.Pong pong) {
        List<CompletableFuture<IncMessage.Pong>> waiting = awaited.remove(node);
        if (waiting != null) {
            waiting.forEach(answer -> answer.complete(pong));
        }
    }
}
