package network.ara.up.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.ara.up.Eventually;
import network.ara.up.wire.Json;
import org.junit.jupiter.api.BeforeEach;

/** What tests of calls under a supervisor begin with: nodes of waiting-node.js, and callers that are driven by lines. */
abstract class SupervisedCalls extends UserOfItsOwn {

    /** Nobody watches a test for so long: what ends sooner did not end by its deadline. In milliseconds. */
    static final long NEVER = 3_600_000;

    @BeforeEach
    void needsJavaScriptNodes() {
        Tools.requireNpm("localcast", "md5");
    }

    /** How a manifest has a node of waiting-node.js. */
    static String node(String name) {
        return "run: [node, '" + Tools.script("waiting-node.js") + "', " + name + "]";
    }

    /** The supervisor of ara.yml, once all its nodes are up. */
    ChildProcess up() {
        ChildProcess up = araUp.start("ara.yml");
        up.awaitStart("up after");
        return up;
    }

    /** A node of waiting-node.js that nobody supervises. */
    static ChildProcess byHand(String name) {
        ChildProcess node = ChildProcess.node("waiting-node.js", name);
        node.await("joined");
        return node;
    }

    /** A node on the JavaScript library that nobody supervises. */
    static ChildProcess caller(String name) {
        ChildProcess caller = ChildProcess.node("inc-node.js", name);
        caller.awaitStart("started ");
        return caller;
    }

    /** A node on the Java library that nobody supervises. */
    static ChildProcess javaCaller(String name) {
        ChildProcess caller = ChildProcess.java(JavaNode.class, name);
        caller.awaitStart("started ");
        return caller;
    }

    /** Lets {@link #caller} call; what it gets is a line that begins with the key. */
    static void call(ChildProcess caller, long millis, String key, String target, String method, Object... params) {
        Object options = Map.of("timeout", millis);
        caller.send(Json.text(List.of("call", key, target, method, List.of(params), options)));
    }

    /** Lets {@link #javaCaller} call. */
    static void callFromJava(
            ChildProcess caller, long millis, String key, String target, String method, Object... params) {
        caller.send(Json.text(List.of("call", key, target, method, List.of(params), millis)));
    }

    /** A file that functions of waiting-node.js are told of. */
    String file(String name) {
        return folder.resolve(name).toString();
    }

    /** Lets those calls end that wait for this file. */
    void open(String file) throws IOException {
        Files.createFile(Path.of(file));
    }

    /** Waits until so many calls have noted in this file that they run. */
    void awaitRuns(int count, String file) throws Exception {
        Path path = Path.of(file);
        Eventually.await(
                count + " calls run",
                () -> Files.exists(path) && Files.readAllLines(path).size() == count);
    }

    /** Waits until the broker has so many calls of a node. */
    void awaitCalls(String node, long running, long held) throws Exception {
        Eventually.await(running + " calls run and " + held + " wait at '" + node + "'", () -> {
            Map<?, ?> line = araUp.ps(node);
            return Long.valueOf(running).equals(line.get("running"))
                    && Long.valueOf(held).equals(line.get("held"));
        });
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
