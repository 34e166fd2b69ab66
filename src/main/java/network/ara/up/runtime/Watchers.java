package network.ara.up.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import network.ara.up.core.Snapshot;

/** Those who wait until the nodes are in a certain way. Thread: the loop's. */
final class Watchers {

    private final List<Watcher<?>> all = new ArrayList<>();

    private record Watcher<T>(Function<Snapshot, Optional<T>> question, CompletableFuture<T> answer) {

        /** Whether it waits no more. */
        boolean ask(Snapshot snapshot) {
            question.apply(snapshot).ifPresent(answer::complete);
            return answer.isDone();
        }
    }

    <T> void add(Function<Snapshot, Optional<T>> question, CompletableFuture<T> answer, Snapshot now) {
        Watcher<T> watcher = new Watcher<>(question, answer);
        if (!watcher.ask(now)) {
            all.add(watcher);
        }
    }

    /** Something may be otherwise. */
    void ask(Supplier<Snapshot> look) {
        if (!all.isEmpty()) {
            Snapshot snapshot = look.get();
            all.removeIf(watcher -> watcher.ask(snapshot));
        }
    }
}
