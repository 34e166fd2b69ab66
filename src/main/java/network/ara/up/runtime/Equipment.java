package network.ara.up.runtime;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.ExitWatcher;
import network.ara.up.process.LaunchException;
import network.ara.up.process.LaunchOrder;
import network.ara.up.process.LaunchedProcess;
import network.ara.up.process.LogKeeper;
import network.ara.up.process.ProcessLauncher;

/**
 * What the performer works with.
 *
 * @param asker empty where nothing is asked, as in a stop without a bus
 */
record Equipment(
        ProjectHome home,
        Map<NodeName, NodeSpec> specs,
        NodeEnvironment environment,
        Optional<Asker> asker,
        Prober prober,
        Errands errands,
        StopRequests requests,
        Records records,
        LogKeeper logs,
        ExitWatcher watcher,
        GroupWatcher groups)
        implements AutoCloseable {

    /** It is the work of a millisecond, unless the disk is very busy. */
    private static final long LOG_SECONDS = 2;

    NodeSpec spec(NodeName node) {
        return Objects.requireNonNull(specs.get(node), node::text);
    }

    LaunchedProcess launch(NodeSpec spec) throws LaunchException {
        prepareLog(spec.name());
        return ProcessLauncher.launch(new LaunchOrder(
                spec.name(),
                environment.argv(spec),
                spec.cwd(),
                environment.environment(spec),
                home.logs().of(spec.name())));
    }

    /** What is not ready in time stays as it is: a log that is too long is no reason not to start. */
    private void prepareLog(NodeName node) {
        CompletableFuture<Void> prepared = logs.beforeStart(node);
        try {
            prepared.get(LOG_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            prepared.cancel(false);
        } catch (InterruptedException e) {
            prepared.cancel(false);
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        prober.close();
        errands.close();
        watcher.close();
        groups.close();
        logs.close();
        asker.ifPresent(Asker::close);
    }
}
