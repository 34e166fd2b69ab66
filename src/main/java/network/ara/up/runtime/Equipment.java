package network.ara.up.runtime;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.ExitWatcher;
import network.ara.up.process.LaunchException;
import network.ara.up.process.LaunchOrder;
import network.ara.up.process.LaunchedProcess;
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
        ExitWatcher watcher,
        GroupWatcher groups)
        implements AutoCloseable {

    NodeSpec spec(NodeName node) {
        return Objects.requireNonNull(specs.get(node), node::text);
    }

    LaunchedProcess launch(NodeSpec spec) throws LaunchException {
        return ProcessLauncher.launch(new LaunchOrder(
                spec.name(),
                environment.argv(spec),
                spec.cwd(),
                environment.environment(spec),
                home.logs().of(spec.name())));
    }

    @Override
    public void close() {
        prober.close();
        errands.close();
        watcher.close();
        groups.close();
        asker.ifPresent(Asker::close);
    }
}
