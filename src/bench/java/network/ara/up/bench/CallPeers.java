package network.ara.up.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import network.ara.up.it.ChildProcess;

/** The ways to call that are measured: three processes each, a caller, a callee and who passes on between them. */
final class CallPeers {

    private static final Path PEERS = Path.of("target/bench-peers").toAbsolutePath();
    private static final Path MODULES = Path.of("src/test/js").toAbsolutePath();
    private static final String FIGURES = "figures ";

    /** All processes on one core, where that is asked for. */
    private static final boolean PINNED = "1".equals(System.getenv("BENCH_PIN"));

    private final Path folder;
    private final List<String> times;

    /** @param times warm-up, and each measured run, in milliseconds */
    CallPeers(Path folder, List<String> times) {
        this.folder = folder;
        this.times = times;
    }

    static boolean isPinned() {
        return PINNED;
    }

    /** The line of figures, as the caller has it. */
    String araUpJava() throws IOException {
        return araUp(java(CallEnd.class, "responder"), java(CallEnd.class, requester()));
    }

    String araUpJavaScript() throws IOException {
        return araUp(node("call-end.js", "responder"), node("call-end.js", requester()));
    }

    String localcast() throws IOException {
        try (ChildProcess leader = start(node("bus-end.js", "leader"), Map.of())) {
            leader.awaitStart("started");
            return figures(node("call-end.js", "responder"), node("call-end.js", requester()), Map.of());
        }
    }

    String natsJava() throws IOException {
        return nats(java(NatsEnd.class, "responder"), java(NatsEnd.class, requester()));
    }

    String natsJavaScript() throws IOException {
        return nats(node("nats-end.js", "responder"), node("nats-end.js", requester()));
    }

    String dbus() throws IOException {
        String address = "unix:path=" + folder.resolve("dbus");
        List<String> daemon =
                List.of("dbus-daemon", "--session", "--nofork", "--print-address", "--address=" + address);
        try (ChildProcess bus = start(daemon, Map.of())) {
            bus.awaitStart("unix:");
            String end = PEERS.resolve("dbus-end").toString();
            List<String> caller = new ArrayList<>(List.of(end));
            caller.addAll(List.of(requester()));
            return figures(List.of(end, "responder"), caller, Map.of("DBUS_SESSION_BUS_ADDRESS", address));
        }
    }

    /** The supervisor leads, boots both, knows them by their processes, and goes by the policy for each call. */
    private String araUp(List<String> callee, List<String> caller) throws IOException {
        String manifest = """
                name: calls
                nodes:
                  callee:
                    run: %s
                    calls: {allow: {caller: [echo, "stat*"], "web-*": look}, deny: [stranger]}
                  caller: {run: %s, requires: [callee], env: {BENCH_MODULES: %s}}
                """.formatted(quoted(callee), quoted(caller), MODULES);
        Path file = Files.writeString(folder.resolve("ara.yml"), manifest);
        Map<String, String> environment = Map.of(
                "XDG_RUNTIME_DIR",
                folder.toString(),
                "XDG_STATE_HOME",
                folder.toString(),
                "BENCH_MODULES",
                MODULES + "");
        List<String> command = List.of(Path.of("ara-up").toAbsolutePath().toString(), "up", file.toString());
        try (ChildProcess up = start(command, environment)) {
            String line = up.await("figures", text -> text.contains(FIGURES));
            up.terminate();
            up.exitCode();
            return line.substring(line.indexOf(FIGURES));
        }
    }

    private String nats(List<String> callee, List<String> caller) throws IOException {
        String port = freePort();
        try (ChildProcess server = start(List.of("nats-server", "-a", "127.0.0.1", "-p", port), Map.of())) {
            server.await("readiness", line -> line.contains("Server is ready"));
            return figures(callee, caller, Map.of("NATS_URL", "nats://127.0.0.1:" + port));
        }
    }

    private String figures(List<String> callee, List<String> caller, Map<String, String> environment) {
        try (ChildProcess responder = start(callee, environment)) {
            responder.awaitStart("started");
            try (ChildProcess requester = start(caller, environment)) {
                return requester.awaitStart(FIGURES);
            }
        }
    }

    private static ChildProcess start(List<String> command, Map<String, String> environment) {
        List<String> words = new ArrayList<>(PINNED ? List.of("taskset", "-c", "0") : List.of());
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("BENCH_MODULES", MODULES.toString());
        builder.environment().put("BENCH_PEERS", PEERS.toString());
        builder.environment().putAll(environment);
        return ChildProcess.start(builder);
    }

    private String[] requester() {
        return new String[] {"requester", times.get(0), times.get(1)};
    }

    private static List<String> java(Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-Dio.netty.jfr.enabled=false", "-cp"));
        words.addAll(List.of(absolute(System.getProperty("java.class.path")), main.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    private static List<String> node(String script, String... arguments) {
        List<String> words = new ArrayList<>(
                List.of("node", Path.of("src/bench/js", script).toAbsolutePath().toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** Nodes run in their manifest's folder. */
    private static String absolute(String classPath) {
        return java.util.Arrays.stream(classPath.split(":"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    /** A list of strings as YAML has it; none holds a character that needs an escape. */
    private static String quoted(List<String> words) {
        return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(", ", "[", "]"));
    }
}
