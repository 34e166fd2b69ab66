package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import network.ara.up.Eventually;
import network.ara.up.model.NodeName;
import network.ara.up.process.LogFollower;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPrinterTest {

    private static final NodeName DHT = new NodeName("dht");
    private static final NodeName RESOLVER = new NodeName("resolver");

    private final StringWriter text = new StringWriter();

    @TempDir
    private Path folder;

    private LogPrinter printer(boolean colour) {
        return new LogPrinter(new PrintWriter(text), List.of(DHT, RESOLVER), colour);
    }

    @Test
    void linesStandAfterTheirNodesNamesInOneColumn() {
        LogPrinter printer = printer(false);

        printer.line(DHT, "one");
        printer.line(RESOLVER, "");

        assertThat(text).hasToString("dht      | one\nresolver | \n");
    }

    @Test
    void eachNodeHasItsColour() {
        LogPrinter printer = printer(true);

        printer.line(DHT, "one");
        printer.line(RESOLVER, "two");

        assertThat(text).hasToString("\u001B[36mdht      | \u001B[0mone\n\u001B[33mresolver | \u001B[0mtwo\n");
    }

    @Test
    void theLastLinesArePrinted() throws Exception {
        printer(false).last(DHT, Files.writeString(folder.resolve("dht.log"), "1\n2\n3\n"), 2);

        assertThat(text).hasToString("dht      | 2\ndht      | 3\n");
    }

    @Test
    void followingBeginsWithTheLastLines() throws Exception {
        Path log = Files.writeString(folder.resolve("dht.log"), "1\n2\n");
        try (LogFollower follower = new LogFollower()) {
            var following = printer(false).follow(follower, DHT, log, 1);
            Eventually.await("the last line", () -> text.toString().equals("dht      | 2\n"));

            Files.writeString(log, "3", StandardOpenOption.APPEND);
            following.finish().get(60, TimeUnit.SECONDS);
        }

        assertThat(text).hasToString("dht      | 2\ndht      | 3\n");
    }
}
