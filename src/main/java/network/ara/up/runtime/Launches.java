package network.ara.up.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.LaunchException;
import network.ara.up.process.LaunchOrder;
import network.ara.up.process.LaunchToken;
import network.ara.up.process.LaunchedProcess;
import network.ara.up.process.LogKeeper;
import network.ara.up.process.ProcessLauncher;

/** Starts the processes of nodes, each with its record around it. */
record Launches(ProjectHome home, NodeEnvironment environment, Wires wires, Records records, LogKeeper logs) {

    /** It is the work of a millisecond, unless the disk is very busy. */
    private static final long LOG_SECONDS = 2;

    private static final System.Logger LOG = System.getLogger(Launches.class.getName());

    /** Starts the process that its {@link NodeEnvironment#fingerprint} tells. */
    LaunchedProcess launch(NodeSpec spec, String fingerprint) throws LaunchException {
        LaunchToken token = LaunchToken.random();
        Records.Start start = new Records.Start(spec, token, fingerprint, wires.startBegins(spec));
        Map<String, String> variables = new HashMap<>(environment.environment(spec));
        variables.put(LaunchToken.VARIABLE, token.text());
        prepareLog(spec.name());
        Path log = home.logs().of(spec.name());
        note(spec, () -> records.intend(start, size(log)));
        try {
            LaunchedProcess process = ProcessLauncher.launch(
                    new LaunchOrder(spec.name(), environment.argv(spec), spec.cwd(), variables, log));
            note(spec, () -> records.remember(start, process));
            return process;
        } catch (LaunchException e) {
            note(spec, () -> records.forget(spec.name()));
            throw e;
        }
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

    private static long size(Path log) {
        return log.toFile().length();
    }

    private interface Note {
        void write() throws IOException;
    }

    /** A full disk is no reason to leave a node down: what it costs is that the next run may not know the process. */
    private static void note(NodeSpec spec, Note note) {
        try {
            note.write();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "event=record-not-written node=" + spec.name(), e);
        }
    }
}
