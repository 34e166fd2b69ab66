package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the JavaScript library's own tests, src/test/js/*.test.js: real processes on the real localcast. */
class AraIncJsIT {

    @TempDir
    Path folder;

    @Test
    void theJavaScriptLibraryPassesItsTests() throws IOException, InterruptedException {
        Tools.requireNpm("localcast", "md5");
        Path output = folder.resolve("output");

        // one after the other: they share the port
        Process node = new ProcessBuilder(
                        "node",
                        "--test",
                        "--test-concurrency=1",
                        "--test-reporter=spec",
                        Tools.script("inc.test.js").toString(),
                        Tools.script("api.test.js").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = node.waitFor(10, TimeUnit.MINUTES);

            assertThat(ended).as(Files.readString(output)).isTrue();
            assertThat(node.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            node.destroyForcibly();
        }
    }
}
