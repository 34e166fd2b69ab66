package network.ara.up.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.ara.up.inc.Access;
import network.ara.up.inc.IncException;
import network.ara.up.inc.Node;
import network.ara.up.inc.NodeBuilder;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * A node on the Java library in a process of its own, driven by lines as src/test/js/inc-node.js is: {@code
 * ["call", KEY, target, method, params, timeout]} is answered with {@code KEY result JSON} or {@code KEY error CODE MESSAGE}.
 */
public final class JavaNode {

    private JavaNode() {}

    public static void main(String[] arguments) throws IOException {
        try (Node node = withFunctions(Node.named(arguments[0])).start()) {
            node.joined().join();
            print("started " + ProcessHandle.current().pid());
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                if (Json.parse(line) instanceof List<?> command) {
                    call(node, command);
                }
            }
        }
    }

    /** The same functions as inc-node.js has. */
    static NodeBuilder withFunctions(NodeBuilder builder) {
        return builder.function("echo", (parameters, caller) -> {
                    print("ran echo");
                    return parameters.value(0, "value");
                })
                .function("add", (parameters, caller) -> parameters.integer(0, "a") + parameters.integer(1, "b"))
                .function("caller", (parameters, caller) -> caller.name())
                .function("sleep", (parameters, caller) -> {
                    print("ran sleep");
                    Thread.sleep(parameters.integer(0, "ms"));
                    return "slept";
                })
                .function("fail", (parameters, caller) -> {
                    throw new IllegalStateException(parameters.text(0, "message"));
                })
                .function("refuse", (parameters, caller) -> {
                    throw new IncException((int) parameters.integer(0, "code"), "no", Map.of("because", "it can"));
                })
                .function("loop", (parameters, caller) -> new Object())
                .function(
                        "relay",
                        (parameters, caller) -> caller.call(
                                parameters.text(0, "target"), parameters.text(1, "method"), List.of("relayed")))
                .function("stop", (parameters, caller) -> "stopped")
                .function("start", (parameters, caller) -> "started", Access.only("friend"));
    }

    private static void call(Node node, List<?> command) {
        Object params = command.get(4);
        Duration timeout = Duration.ofMillis((Long) command.get(5));
        node.call((String) command.get(2), (String) command.get(3), params == null ? List.of() : params, timeout)
                .whenComplete((value, failure) -> print(command.get(1) + " " + end(value, failure)));
    }

    private static String end(@Nullable Object value, @Nullable Throwable failure) {
        return failure instanceof IncException error
                ? "error " + error.code() + " " + error.getMessage()
                : "result " + Json.text(value);
    }

    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
