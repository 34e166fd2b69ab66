package network.ara.up.it.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import network.ara.up.runtime.ControlClient;
import org.jspecify.annotations.Nullable;

/** The ara-up of a run: how it is started, killed and asked. */
final class UnderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final String run;
    private @Nullable Process up;

    UnderTest(Path folder, String run) throws IOException {
        this.folder = folder;
        this.run = run;
        Files.createDirectories(folder.resolve("run"));
    }

    Path runtimeFolder() {
        return folder.resolve("run/ara-up");
    }

    Path stateFolder() {
        return folder.resolve("state/ara-up").resolve(ChaosProject.NAME);
    }

    /** Starts a command; its output is added to a file. */
    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dio.netty.jfr.enabled=false"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "network.ara.up.cli.Main"));
        command.addAll(List.of(arguments));
        File output = folder.resolve(arguments[0] + ".out").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        Map<String, String> environment = builder.environment();
        environment.put("CHAOS_RUN", run);
        environment.put("XDG_RUNTIME_DIR", folder.resolve("run").toString());
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        return builder.start();
    }

    /** Runs a command to its end; returns its exit code. */
    int run(String... arguments) throws IOException {
        return start(arguments).onExit().join().exitValue();
    }

    void up() throws IOException {
        up = start("up", "ara.yml");
    }

    /** Waits until the supervisor is gone, if it has this pid and was killed. */
    void awaitEndOf(long pid) {
        if (up != null && up.pid() == pid) {
            up.onExit().join();
        }
    }

    boolean isUp() {
        return up != null && up.isAlive();
    }

    OptionalLong pid() {
        return up == null || !up.isAlive() ? OptionalLong.empty() : OptionalLong.of(up.pid());
    }

    /** Every node by name, or empty where nobody answers. */
    Optional<Map<String, Map<String, @Nullable Object>>> ps() {
        try {
            Optional<ControlClient> client =
                    ControlClient.connect(runtimeFolder().resolve(ChaosProject.NAME + ".sock"));
            if (client.isEmpty()) {
                return Optional.empty();
            }
            Map<String, Map<String, @Nullable Object>> nodes = new LinkedHashMap<>();
            try (ControlClient supervisor = client.get()) {
                int unused = supervisor.request(
                        Map.of("command", "ps"), PATIENCE, line -> nodes.put(String.valueOf(line.get("node")), line));
            }
            nodes.remove("null");
            return Optional.of(nodes);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
