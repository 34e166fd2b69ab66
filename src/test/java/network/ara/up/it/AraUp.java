package network.ara.up.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;

/** The real program, in JVMs of its own, with folders of its own: a user who has nothing else on this machine. */
final class AraUp {

    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();

    AraUp(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a variable for the commands that follow. */
    AraUp with(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** Writes a manifest into the folder. */
    Path manifest(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a command and returns at once. */
    ChildProcess start(String... arguments) {
        return ChildProcess.start(builder(arguments));
    }

    /** A command that is not started yet. */
    ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dio.netty.jfr.enabled=false"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "network.ara.up.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("XDG_RUNTIME_DIR", folder.resolve("run").toString());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment().putAll(variables);
        return builder;
    }

    /** Runs a command to its end, and returns its lines; fails unless it ends with this exit code. */
    List<String> run(int exitCode, String... arguments) {
        ChildProcess child = start(arguments);
        try (child) {
            int actual = child.exitCode();
            if (actual != exitCode) {
                throw new AssertionError("exit code " + actual + ", not " + exitCode + ": " + child);
            }
        }
        return child.lines();
    }

    /** Stops whatever is left of these projects, as far as their manifests were written. */
    void downAll(String... manifests) {
        for (String manifest : manifests) {
            if (Files.exists(folder.resolve(manifest))) {
                run(0, "down", manifest);
            }
        }
    }

    /** The nodes of the only project that is up, by name, as {@code ps -o json} has them. */
    List<Map<?, ?>> ps() {
        Object projects = Json.parse(String.join("\n", run(0, "ps", "-o", "json")));
        List<Map<?, ?>> nodes = new ArrayList<>();
        for (Object project : list(projects)) {
            list(((Map<?, ?>) project).get("nodes")).forEach(node -> nodes.add((Map<?, ?>) node));
        }
        return nodes;
    }

    /** The process id of the ara-up that keeps the project up; fails unless it is the only one that is. */
    long supervisor() {
        List<?> projects = list(Json.parse(String.join("\n", run(0, "ps", "-o", "json"))));
        if (projects.size() == 1 && ((Map<?, ?>) projects.get(0)).get("pid") instanceof Long pid) {
            return pid;
        }
        throw new AssertionError("not one project is up: " + projects);
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    long pid(String name) {
        return ps(name).get("pid") instanceof Long pid ? pid : 0;
    }

    /** One node of {@link #ps}. */
    Map<?, ?> ps(String name) {
        return ps().stream()
                .filter(node -> name.equals(node.get("node")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("ps has no '" + name + "'"));
    }
}
