package network.ara.up.it.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The nodes of a {@link CallRun}, and who starts them again. */
public abstract class CallFleet {

    private static final Path SCRIPTS = Path.of("src/test/js").toAbsolutePath();

    final Path folder;
    final String run;
    private final Map<String, Integer> windows = new TreeMap<>();
    private final Map<String, List<String>> commands = new LinkedHashMap<>();

    CallFleet(Path folder, String run) {
        this.folder = folder;
        this.run = run;
    }

    /** Adds a node on the Java library. Its window is how many calls of its own are open; 0 for one that is only called. */
    public CallFleet java(String name, int window) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dio.netty.jfr.enabled=false"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CallNode.class.getName()));
        return add(name, window, command);
    }

    /** Adds a node on the JavaScript library, likewise. */
    public CallFleet javaScript(String name, int window) {
        return add(name, window, List.of("node", SCRIPTS.resolve("call-node.js").toString()));
    }

    private CallFleet add(String name, int window, List<String> command) {
        windows.put(name, window);
        commands.put(name, command);
        return this;
    }

    Set<String> names() {
        return commands.keySet();
    }

    Set<String> callers() {
        return windows.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    final List<String> command(String name) {
        return commands.getOrDefault(name, List.of());
    }

    /** What a node's environment has besides this one's. Everybody calls everybody else. */
    final Map<String, String> environment(String name) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("CHAOS_RUN", run);
        environment.put(CallNode.NAME, name);
        environment.put(CallNode.FOLDER, folder.toString());
        environment.put(
                CallNode.TARGETS,
                names().stream().filter(other -> !other.equals(name)).collect(Collectors.joining(",")));
        environment.put(CallNode.WINDOW, String.valueOf(windows.get(name)));
        environment.put(CallNode.TIMEOUT, String.valueOf(CallRun.TIMEOUT_MILLIS));
        return environment;
    }

    final ProcessTable look() {
        return ProcessTable.look(run);
    }

    /** Returns when all run. */
    abstract void start() throws IOException;

    /** Whoever was killed is started again, unless somebody else does it. */
    abstract void revive() throws IOException;

    /** Callers begin no more calls. */
    void stopCalling() throws IOException {
        Files.createFile(folder.resolve("stop"));
    }

    /** Ends all processes, however. */
    void end() {
        List<ProcessTable.Entry> left = look().entries();
        while (!left.isEmpty()) {
            left.forEach(entry -> ProcessHandle.of(entry.pid()).ifPresent(ProcessHandle::destroyForcibly));
            left = look().entries();
        }
    }
}
