package network.ara.up.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.process.ExitStatus;
import network.ara.up.process.LaunchException;
import network.ara.up.process.LaunchOrder;
import network.ara.up.process.LaunchedProcess;
import network.ara.up.process.ProcessGroup;
import network.ara.up.process.ProcessLauncher;

/**
 * Runs programs that do something about a node in its folder and environment, and are not the node: a probe, a request
 * to stop. They read nothing, and what they say goes nowhere. None outlives its time, or this; and what a program leaves
 * behind ends with it, else each try of a probe could leave a process more.
 *
 * <p>Thread: any.
 */
final class Errands implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Errands.class.getName());
    private static final Path NOWHERE = Path.of("/dev/null");

    private final NodeEnvironment environment;
    /** By pid. */
    private final Map<Long, CompletableFuture<ExitStatus>> running = new ConcurrentHashMap<>();

    private volatile boolean closed;

    Errands(NodeEnvironment environment) {
        this.environment = environment;
    }

    /** The probe that this one is now. Errors: {@link LaunchException} where what it asks of a node is not known. */
    Probe resolved(NodeSpec spec, Probe.Wired probe) throws LaunchException {
        return environment.resolved(spec, probe);
    }

    /**
     * Starts the program. Cancelling what is returned kills its whole group, as its own end does, and the end of its time,
     * with which it completes as {@link CompletableFuture#orTimeout} has it.
     *
     * @param variables besides the node's own
     */
    CompletableFuture<ExitStatus> run(NodeSpec spec, List<String> argv, Map<String, String> variables, Duration time)
            throws LaunchException {
        Map<String, String> all = new TreeMap<>(environment.environment(spec));
        all.putAll(variables);
        LaunchedProcess process = ProcessLauncher.launch(
                new LaunchOrder(spec.name(), environment.resolved(spec, argv), spec.cwd(), all, NOWHERE));
        CompletableFuture<ExitStatus> end = process.exit().copy();
        running.put(process.pid(), end);
        var unused = end.orTimeout(time.toMillis(), TimeUnit.MILLISECONDS).whenComplete((status, failure) -> {
            running.remove(process.pid());
            kill(process.group());
        });
        if (closed) {
            end.cancel(false); // it was started while this was closed, and missed
        }
        return end;
    }

    private static void kill(ProcessGroup group) {
        try {
            group.signal("KILL");
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "event=errand-not-killed", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        running.values().forEach(errand -> errand.cancel(false));
    }
}
