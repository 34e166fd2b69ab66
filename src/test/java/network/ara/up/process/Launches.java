package network.ara.up.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import network.ara.up.Eventually;
import network.ara.up.model.NodeName;

/** Starts shell scripts as nodes in a folder, and kills what is left of them at the end of a test. */
final class Launches implements AutoCloseable {

    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", System.getenv("PATH"));

    private final Path folder;
    private final List<LaunchedProcess> launched = new ArrayList<>();

    Launches(Path folder) {
        this.folder = folder;
    }

    Path log() {
        return folder.resolve("logs/n.log");
    }

    LaunchOrder order(String... argv) {
        return order(folder, ENVIRONMENT, argv);
    }

    LaunchOrder order(Path cwd, Map<String, String> environment, String... argv) {
        return new LaunchOrder(new NodeName("n"), List.of(argv), cwd, environment, log());
    }

    LaunchedProcess launch(LaunchOrder order) throws LaunchException {
        LaunchedProcess process = ProcessLauncher.launch(order);
        launched.add(process);
        return process;
    }

    LaunchedProcess shell(String script) throws LaunchException {
        return launch(order("/bin/sh", "-c", script));
    }

    /** Starts a script that says "up" when it got where the test wants it. */
    LaunchedProcess shellUp(String script) throws Exception {
        LaunchedProcess process = shell(script);
        Eventually.await("'up' in the log", () -> output().contains("up\n"));
        return process;
    }

    String output() throws Exception {
        return Files.readString(log());
    }

    static ExitStatus exit(LaunchedProcess process) throws Exception {
        return process.exit().get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        for (LaunchedProcess process : launched) {
            process.group().signal("KILL");
        }
    }
}
