package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import network.ara.up.wire.Json;
import network.ara.up.wire.Mailbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages in a real Chromium as nodes, on the JavaScript library bundled as its README says; and a page from elsewhere. */
class BrowserIT {

    private static final String MANIFEST = "page.yml";
    private static final String HELD_BY_NOBODY = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    private int keys;

    @BeforeEach
    void needsChromium() {
        Tools.require("chromium");
        Tools.requireNpm("esbuild", "playwright-core", "localcast", "md5", "stream-browserify", "process");
    }

    @AfterEach
    void down() {
        new AraUp(folder).downAll(MANIFEST);
    }

    @Test
    void aPageCallsThroughALeaderInJava() {
        try (ChildProcess leader = ChildProcess.java(CastProcess.class, "elsewhere")) {
            leader.await("role Leading[]");
            aPageCalls();
        }
    }

    @Test
    void aPageCallsThroughAnNpmLeader() {
        try (ChildProcess leader = ChildProcess.node("cast.js", "elsewhere")) {
            leader.awaitStart("started ");
            aPageCalls();
        }
    }

    /** Localcast's browser peer comes back after a second, and drops what was said meanwhile. */
    @Test
    void aCallOfAPageSurvivesTheDeathOfTheLeader() {
        try (ChildProcess leader = ChildProcess.node("cast.js", "elsewhere");
                ChildProcess node = node("callee")) {
            with(browser -> {
                open(browser, "page", "localhost");
                String running =
                        begin(browser, "call", "page", "callee", "sleep", List.of(1500), Map.of("timeout", 25000));
                node.await("ran sleep");

                leader.kill();
                String dropped =
                        begin(browser, "call", "page", "callee", "echo", List.of("dropped"), Map.of("timeout", 25000));

                browser.await(dropped + " result \"dropped\"");
                browser.await(running + " result \"slept\"");
                assertThat(node.lines()).containsOnlyOnce("ran sleep", "ran echo");
            });
        }
    }

    @Test
    void aPageFromElsewhereIsRefusedAndNothingThatItSendsArrives() {
        try (ChildProcess leader = ChildProcess.java(CastProcess.class, Mailbox.EVERYBODY)) {
            leader.await("role Leading[]");
            try (ChildProcess node = node("callee");
                    ChildProcess mailbox = ChildProcess.java(CastProcess.class, Mailbox.of("callee"))) {
                mailbox.awaitStart("peer ");
                with(browser -> nothingArrivesOfAForeignPage(browser, node));
                assertThat(leader.lines())
                        .anyMatch(line -> line.contains("own"))
                        .noneMatch(line -> line.contains("foreign"));
                assertThat(mailbox.lines())
                        .anyMatch(line -> line.contains("own"))
                        .noneMatch(line -> line.contains("foreign"));
            }
        }
    }

    private void nothingArrivesOfAForeignPage(ChildProcess browser, ChildProcess node) {
        Map<String, Object> patience = Map.of("timeout", 1500);
        open(browser, "foreign", "evil.example");
        String ping = begin(browser, "ping", "foreign", List.of("callee"), patience);
        String call = begin(browser, "call", "foreign", "callee", "echo", List.of("x"), patience);

        browser.await(ping + " pongs []");
        assertThat(browser.awaitStart(call + " error ")).contains("-32002");
        browser.await("the refusal", line -> line.startsWith("foreign socket ") && line.contains("403"));
        open(browser, "own", "localhost"); // what comes from here arrives after whatever the other sent
        String own = begin(browser, "call", "own", "callee", "echo", List.of("x"), Map.of());
        browser.await(own + " result \"x\"");
        node.await("ran echo");
        assertThat(node.lines()).containsOnlyOnce("ran echo");
    }

    /** The whole of it: the call of a page boots what it calls, and a page from elsewhere boots nothing. */
    @Test
    void theCallOfAPageBootsTheNodeAndAPageFromElsewhereCannot() {
        AraUp araUp = new AraUp(folder);
        araUp.manifest(MANIFEST, """
                name: page
                nodes:
                  dns: {builtin: dns --port 20053}
                  dht: {builtin: dht --port 20881, start: on-call}
                """);
        araUp.run(0, "up", "-d", MANIFEST);
        with(browser -> {
            open(browser, "foreign", "evil.example");
            Map<String, Object> patience = Map.of("timeout", 2000);
            String foreign = begin(browser, "call", "foreign", "dht", "lookup", List.of(HELD_BY_NOBODY), patience);
            browser.awaitStart(foreign + " error ");
            assertThat(araUp.ps()).noneMatch(node -> "dht".equals(node.get("node")) && node.get("pid") != null);

            open(browser, "own", "localhost");
            Map<String, Object> boot = Map.of("timeout", 25000);
            String own = begin(browser, "call", "own", "dht", "lookup", List.of(HELD_BY_NOBODY), boot);

            browser.await(own + " result []");
            assertThat(araUp.pid("dht")).isPositive();
        });
    }

    private void aPageCalls() {
        try (ChildProcess node = node("callee")) {
            with(browser -> {
                open(browser, "page", "localhost");
                browser.await("page says up callee");

                String echo = begin(browser, "call", "page", "callee", "echo", List.of("hello"), Map.of());
                browser.await(echo + " result \"hello\"");

                String late = begin(browser, "call", "page", "callee", "sleep", List.of(60000), Map.of("timeout", 300));
                assertThat(browser.awaitStart(late + " error ")).contains("-32002");

                Map<String, Object> patience = Map.of("timeout", 60000);
                String cancelled = begin(browser, "call", "page", "callee", "sleep", List.of(60000), patience);
                node.awaitCount("second sleep", "ran sleep"::equals, 2);
                browser.send(Json.text(List.of("cancel", "page", cancelled)));
                assertThat(browser.awaitStart(cancelled + " error ")).contains("-32004");
                node.await("aborted");

                String back = begin(
                        browser, "call", "page", "callee", "relay", List.of("page", "where", List.of()), Map.of());
                assertThat(browser.awaitStart(back + " result ")).contains("http://localhost:");

                node.send("[\"leave\"]");
                browser.await("page says down callee");
            });
        }
    }

    private void with(Consumer<ChildProcess> test) {
        try (ChildProcess browser = ChildProcess.node("browser.mjs")) {
            browser.awaitStart("started ");
            test.accept(browser);
            browser.send("[\"quit\"]"); // else Chromium's folder stays
            browser.exitCode();
        }
    }

    private static ChildProcess node(String name) {
        ChildProcess node = ChildProcess.node("inc-node.js", name);
        node.awaitStart("started ");
        return node;
    }

    private static void open(ChildProcess browser, String name, String host) {
        browser.send(Json.text(List.of("open", name, host)));
        browser.await("opened " + name);
    }

    /** Returns the key of the line that will tell how it ended. */
    private String begin(ChildProcess browser, String command, String page, Object... arguments) {
        String key = "k" + ++keys;
        List<Object> line = new ArrayList<>(List.of(command, page, key));
        line.addAll(List.of(arguments));
        browser.send(Json.text(line));
        return key;
    }
}
