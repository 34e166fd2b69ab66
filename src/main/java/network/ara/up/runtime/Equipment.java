package network.ara.up.runtime;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.ExitWatcher;
import network.ara.up.process.LogFollower;
import network.ara.up.process.LogKeeper;
import network.ara.up.process.LogLimit;

/**
 * What the performer works with.
 *
 * @param specs the nodes as they are described now; of the loop's thread
 * @param asker empty where nothing is asked, as in a stop without a bus
 */
record Equipment(
        ProjectHome home,
        Map<NodeName, NodeSpec> specs,
        Wires wires,
        NodeEnvironment environment,
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

    /** Errors: {@link IllegalArgumentException} where the environment says nonsense of how long logs may be. */
    static Equipment of(
            ProjectHome home, Collection<NodeSpec> specs, Map<String, String> environment, Optional<Asker> asker) {
        LogKeeper logs = new LogKeeper(home.logs(), LogLimit.of(environment));
        Map<NodeName, NodeSpec> byName = new LinkedHashMap<>();
        specs.forEach(spec -> byName.put(spec.name(), spec));
        Wires wires = new Wires(specs);
        NodeEnvironment nodeEnvironment = new NodeEnvironment(environment, wires);
        Records records = home.records();
        Errands errands = new Errands(nodeEnvironment);
        Attempts attempts = new Attempts(errands, asker);
        return new Equipment(
                home,
                byName,
                wires,
                nodeEnvironment,
                new Spawner(home, new Launches(home, nodeEnvironment, wires, records, logs)),
                records,
                asker,
                new Prober(
                        nodes -> asker.ifPresent(launcher -> launcher.ping(nodes)), wires, attempts, new LogFollower()),
                new Heartbeats(asker, attempts),
                errands,
                new StopRequests(errands, asker),
                logs,
                new ExitWatcher(),
                new GroupWatcher());
    }

    /** From now on the node is as described. Of the loop's thread. */
    void describe(NodeSpec spec) {
        specs.put(spec.name(), spec);
        wires.describe(spec);
    }

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
