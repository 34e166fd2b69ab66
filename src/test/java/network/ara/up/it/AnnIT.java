package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Node modules as the Ara modules are written, on the real ara-network of npm, unmodified. */
class AnnIT extends UserOfItsOwn {

    @BeforeEach
    void aProjectWithAraNetwork() throws IOException {
        Tools.requireNpm("ara-network", "extend");
        Files.createSymbolicLink(folder.resolve("node_modules"), Tools.script("node_modules"));
        Files.copy(Path.of("examples/ann/dht.js"), folder.resolve("dht.js"));
    }

    @Test
    void theExampleIsStartedWithItsFlagsCalledAndStopped() throws IOException {
        araUp.manifest("ara.yml", "name: dht\nann: dht --port 20882\nenv: {ara_network__dht__bootstrap: 'false'}\n");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");

            assertThat(araUp.run(0, "call", "dht", "address"))
                    .containsExactly("{\"address\":\"0.0.0.0\",\"family\":\"IPv4\",\"port\":20882}");
            araUp.run(6, "call", "dht", "stop");
            araUp.run(0, "stop", "dht");
            up.await("its stop()", line -> line.contains("dht: stopped"));
        }
    }

    @Test
    void settingsOfTheProjectAndOfTheNodeReachTheModule() throws IOException {
        Files.writeString(
                folder.resolve(".ararc"),
                "{\"network\": {\"dht\": {\"maxTables\": 77}, \"node\": {\"set\": {\"a\": 1}}}}");
        module("set", """
                let given
                exports.configure = async (opts, program) => { given = { ...opts, argv: program.option('b', {}).argv.b } }
                exports.start = async () => true
                exports.stop = async () => {}
                exports.getInstance = async () => ({ settings: () => ({ given, dht: require('ara-network/rc')().network.dht }) })
                """);
        araUp.manifest("ara.yml", """
                name: set
                ann: {type: set, args: {b: 2}}
                env: {ara_network__dht__bootstrap: "127.0.0.1:20999"}
                """);
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");

            assertThat(String.join("", araUp.run(0, "call", "set", "settings")))
                    .contains(
                            "\"given\":{\"a\":1,\"argv\":2}", "\"bootstrap\":\"127.0.0.1:20999\"", "\"maxTables\":77");
        }
    }

    @Test
    void methodsThatCallBackAndThoseThatPromiseAreCalledAlike() throws IOException {
        module("index", """
                class Index {
                  lookup (key, cb) { setImmediate(() => key ? cb(null, `value of ${key}`) : cb(new Error('no key'))) }
                  async sum (a, b) { return a + b }
                  async fail () { throw new Error('not today') }
                }
                exports.start = async () => true
                exports.stop = async () => {}
                exports.getInstance = async () => new Index()
                """);
        araUp.manifest("ara.yml", "name: index\nann: index\n");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");

            assertThat(araUp.run(0, "call", "index", "lookup", "a")).containsExactly("\"value of a\"");
            assertThat(araUp.run(0, "call", "index", "sum", "1", "2")).containsExactly("3");
            assertThat(araUp.run(7, "call", "index", "lookup", "")).anyMatch(line -> line.contains("no key"));
            assertThat(araUp.run(7, "call", "index", "fail")).anyMatch(line -> line.contains("not today"));
        }
    }

    @Test
    void whatAModuleThrowsInStartIsSaidWithItsLine() throws IOException {
        module("throws", """
                exports.stop = async () => {}
                exports.start = async () => {
                  throw new Error('no disk')
                }
                """);
        assertThat(failedStart("ann: throws\n"))
                .contains("start() of ", "throws.js failed: no disk (line 3:9)", "DEBUG: 1")
                .doesNotContain("    at ");
    }

    @Test
    void aModuleWhoseStartGivesAnythingButTrueFails() throws IOException {
        module("refuses", "exports.start = async () => false; exports.stop = async () => {}\n");

        assertThat(failedStart("ann: refuses\n")).contains("resolved to false, not to true");
    }

    @Test
    void aModuleThatIsNotThereIsToldBeforeAnythingIsStarted() throws IOException {
        assertThat(failedStart("ann: nonesuch\n"))
                .contains("there is no node module of type 'nonesuch' for ", "(ara.yml:2:1)")
                .contains("fix: run there: npm install ara-network-node-nonesuch; or write nonesuch.js there")
                .doesNotContain("booting");
    }

    @Test
    void aProjectWithoutAraNetworkIsToldBeforeAnythingIsStarted() throws IOException {
        Files.delete(folder.resolve("node_modules"));
        assertThat(failedStart("ann: dht\n"))
                .contains("there is no package 'ara-network' for ", "fix: run there: npm install ara-network")
                .doesNotContain("booting");

        Files.copy(Path.of("examples/ann/package-lock.json"), folder.resolve("package-lock.json"));
        assertThat(failedStart("ann: dht\n")).contains("fix: run there: npm ci");
    }

    @Test
    void aMachineWithoutNodeJsIsToldBeforeAnythingIsStarted() throws IOException {
        assertThat(failedStart("ann: dht\nenv: {PATH: /nowhere}\n"))
                .contains(
                        "runs in Node.js, and 'node' is not on the PATH, which is /nowhere", "fix: install Node.js 20")
                .doesNotContain("booting");
    }

    private void module(String type, String text) throws IOException {
        Files.writeString(folder.resolve(type + ".js"), text);
    }

    /** What ara-up says of a project of one node that does not start. */
    private String failedStart(String node) {
        araUp.manifest("ara.yml", node + "name: n\nrestart: no\n");
        return String.join("\n", araUp.run(1, "ara.yml"));
    }
}
