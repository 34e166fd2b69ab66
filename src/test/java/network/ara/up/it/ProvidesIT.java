package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The real redis and nginx, which speak no INC, called like any node. */
class ProvidesIT extends UserOfItsOwn {

    @Test
    void redisIsCalledFromTheCommandLineAndFromAJavaScriptNode() throws Exception {
        Tools.require("redis-server", "redis-cli");
        Tools.requireNpm("localcast", "md5");
        araUp.with("REDIS_PORT", String.valueOf(Ports.free()));
        araUp.manifest("ara.yml", "name: web\nrun: sleep 600\nready: none\nrequires: [redis]\n");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");

            assertThat(araUp.run(0, "call", "redis", "set", "greeting", "he\"llo; $(id)"))
                    .containsExactly("\"OK\"");
            assertThat(araUp.run(0, "call", "redis", "get", "greeting")).containsExactly("\"he\\\"llo; $(id)\"");
            assertThat(araUp.run(0, "call", "redis", "get", "nothing")).containsExactly("null");
            assertThat(araUp.run(0, "ping", "redis")).anyMatch(line -> line.contains("del, get, set"));

            try (ChildProcess node = ChildProcess.node("inc-node.js", "asker")) {
                node.awaitStart("started");
                node.send("[\"call\", \"a\", \"redis\", \"get\", {\"key\": \"greeting\"}]");
                node.await("a result \"he\\\"llo; $(id)\"");
                node.send("[\"call\", \"b\", \"redis\", \"get\", []]");
                node.await("its refusal", line -> line.startsWith("b error {\"code\":-32602"));
            }
        }
    }

    @Test
    void aRedisThatSomebodyElseStartedIsAnsweredFor() throws Exception {
        Tools.require("redis-server", "redis-cli");
        int port = Ports.free();
        araUp.with("REDIS_PORT", String.valueOf(port));
        araUp.manifest("ara.yml", "name: web\nrun: sleep 600\nready: none\nrequires: [redis]\n");
        try (ChildProcess redis = ChildProcess.start(
                List.of("redis-server", "--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", ""))) {
            redis.await("its readiness", line -> line.contains("Ready to accept connections"));
            try (ChildProcess up = araUp.start("ara.yml")) {
                up.awaitStart("up after");

                assertThat(araUp.ps("redis").get("origin")).isEqualTo("external");
                assertThat(araUp.run(0, "call", "redis", "set", "a", "b")).containsExactly("\"OK\"");
            }
        }
    }

    @Test
    void nginxIsReloadedAndAskedOverHttp() throws Exception {
        Tools.require("nginx");
        araUp.with("NGINX_PORT", String.valueOf(Ports.free()));
        araUp.manifest("ara.yml", "name: web\nrun: sleep 600\nready: none\nrequires: [nginx]\n");
        Files.writeString(Files.createDirectory(folder.resolve("public")).resolve("a.json"), "{\"x\":1}");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            long pid = araUp.pid("nginx");

            assertThat(araUp.run(0, "call", "nginx", "reload")).containsExactly("\"\"");
            assertThat(araUp.run(0, "call", "nginx", "get", "a.json")).containsExactly("{\"x\":1}");
            assertThat(araUp.pid("nginx")).isEqualTo(pid);
            araUp.run(7, "call", "nginx", "get", "nothing");
        }
    }

    @Test
    void whatACallerSaysBecomesNoOption() {
        araUp.manifest("ara.yml", """
                name: files
                run: sleep 600
                ready: none
                provides:
                  count: {command: [wc, -c, "{0}"]}
                  forever: {command: [cat, /dev/zero]}
                """);
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");

            assertThat(araUp.run(0, "call", "files", "count", "ara.yml")).hasSize(1);
            araUp.run(7, "call", "files", "count", "--", "--version");
            araUp.run(7, "call", "files", "forever");
        }
    }
}
