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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.ara.up.runtime.ControlClient;
import org.jspecify.annotations.Nullable;

/** The ara-up of a run: how it is started and asked, and what is known of its supervisor. */
final class UnderTest {

    /** The exit code of a command that did not end in time. */
    static final int TOO_LATE = -1;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration COMMAND_BOUND = Duration.ofMinutes(2);

    private final Path folder;
    private final String run;
    private final Ledger ledger;
    private @Nullable Process booting;
    private boolean steady;
    private int deaths;

    UnderTest(Path folder, String run, Ledger ledger) throws IOException {
        this.folder = folder;
        this.run = run;
        this.ledger = ledger;
        Files.createDirectories(folder.resolve("run"));
    }

    Path runtimeFolder() {
        return folder.resolve("run/ara-up");
    }

    Path logFolder() {
        return folder.resolve("state/ara-up").resolve(ChaosProject.NAME).resolve("logs");
    }

    ProcessTable look() {
        return ProcessTable.look(run);
    }

    /** Starts a command; its output is added to a file. */
    Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dio.netty.jfr.enabled=false"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "network.ara.up.cli.Main"));
        command.addAll(arguments);
        File output = folder.resolve(arguments.get(0) + ".out").toFile();
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
        return exitCode(start(List.of(arguments)));
    }

    /** Waits for the end of a command. One that is too late is killed. */
    static int exitCode(Process command) {
        try {
            CompletableFuture<Process> end = command.onExit().orTimeout(COMMAND_BOUND.toSeconds(), TimeUnit.SECONDS);
            return end.join().exitValue();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                command.destroyForcibly();
                return TOO_LATE;
            }
            throw e;
        }
    }

    /** Boots in the background; returns at once. */
    void up() throws IOException {
        ledger.note(Ledger.nowMicros(), "up");
        booting = start(List.of("up", "-d", "ara.yml"));
    }

    /** Whether a supervisor is there, or is being started. */
    boolean isUp() {
        return booting != null && booting.isAlive() || !look().supervisors().isEmpty();
    }

    /** Waits until {@link #up} has returned. */
    int awaitUp() {
        return booting == null ? 0 : exitCode(booting);
    }

    /** Everything has been as it should be since this supervisor was started. */
    void isAtRest() {
        steady = true;
    }

    boolean isSteady() {
        return steady;
    }

    /** How often its supervisor was killed. */
    int deaths() {
        return deaths;
    }

    /** Waits until the killed supervisor is gone. */
    void wasKilled(ProcessTable.Entry supervisor) {
        steady = false;
        deaths++;
        while (look().of(supervisor.pid()).isPresent()) {
            Thread.onSpinWait();
        }
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
                int unused = supervisor.request(Map.of("command", "ps"), PATIENCE, line -> {
                    if (line.get("node") instanceof String name) {
                        nodes.put(name, line);
                    }
                });
            }
            return Optional.of(nodes);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
