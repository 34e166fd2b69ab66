package network.ara.up.runtime;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.ExitWatcher;
import network.ara.up.process.LogKeeper;

/**
 * What the performer works with.
 *
 * @param specs the nodes as they are described now; of the loop's thread
 * @param asker empty where nothing is asked, as in a stop without a bus
 */
record Equipment(
        ProjectHome home,
        Map<NodeName, NodeSpec> specs,
        Spawner spawner,
        Records records,
        Optional<Asker> asker,
        Prober prober,
        Heartbeats heartbeats,
        Errands errands,
        StopRequests requests,
        LogKeeper logs,
        ExitWatcher watcher,
        GroupWatcher groups)
        implements AutoCloseable {

    NodeSpec spec(NodeName node) {
        return Objects.requireNonNull(specs.get(node), node::text);
    }

    @Override
    public void close() {
        heartbeats.close();
        prober.close();
        errands.close();
        watcher.close();
        groups.close();
        spawner.close();
        logs.close();
        asker.ifPresent(Asker::close);
    }
}
