package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import network.ara.up.Eventually;
import network.ara.up.model.NodeName;
import network.ara.up.process.LogFollower;
import network.ara.up.process.LogLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPrinterTest {

    private static final NodeName DHT = new NodeName("dht");
    private static final NodeName RESOLVER = new NodeName("resolver");

    private final StringWriter text = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path folder;

    private LogPrinter printer(LogStyle style, boolean times, ColorChoice colours) {
        PrintWriter writer = new PrintWriter(text);
        Screen screen = new Screen(false, false, true, () -> 80);
        Terminal terminal = new Terminal(writer, new PrintWriter(errors), Map.of(), folder, screen).with(colours);
        return new LogPrinter(terminal, List.of(DHT, RESOLVER), style, times);
    }

    private static LogLine line(NodeName node, String text) {
        return new LogLine(node, Instant.parse("2026-11-23T17:30:35.1209Z"), text);
    }

    @Test
    void linesStandAfterTheirNodesNamesInOneColumn() {
        LogPrinter printer = printer(LogStyle.TEXT, false, ColorChoice.AUTO);

        printer.line(line(DHT, "one"));
        printer.line(line(RESOLVER, ""));

        assertThat(text).hasToString("dht      | one\nresolver | \n");
    }

    @Test
    void eachNodeHasItsColour() {
        LogPrinter printer = printer(LogStyle.TEXT, false, ColorChoice.ALWAYS);

        printer.line(line(DHT, "one"));
        printer.line(line(RESOLVER, "two"));

        assertThat(text).hasToString("\u001B[36mdht      | \u001B[0mone\n\u001B[33mresolver | \u001B[0mtwo\n");
    }

    @Test
    void timesAreOfTheDayHereOrAsJsonOfTheWorld() {
        printer(LogStyle.TEXT, true, ColorChoice.AUTO).line(line(DHT, "one"));
        printer(LogStyle.JSON, true, ColorChoice.AUTO).line(line(DHT, "a \"quote\""));

        assertThat(text.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("\\d\\d:\\d\\d:35\\.120 dht      \\| one"),
                        line -> assertThat(line).isEqualTo("""
                                {"time":"2026-11-23T17:30:35.120Z","node":"dht","line":"a \\"quote\\""}"""));
    }

    @Test
    void followingGivesWhatIsWantedAndALastLineWithoutAnEnd() throws Exception {
        Path log = Files.writeString(folder.resolve("dht.log"), "1\n2\n");
        try (LogFollower follower = new LogFollower()) {
            var following = printer(LogStyle.TEXT, false, ColorChoice.AUTO)
                    .follow(follower, DHT, log, 2, line -> !line.equals("no"), () -> {});
            Eventually.await("the last line", () -> text.toString().equals("dht      | 2\n"));

            Files.writeString(log, "no\n3", StandardOpenOption.APPEND);
            following.finish().get(60, TimeUnit.SECONDS);
        }

        assertThat(text).hasToString("dht      | 2\ndht      | 3\n");
    }

    @Test
    void whatIsTooMuchIsLeftOutAndSaidToBe() throws Exception {
        Path log = Files.writeString(folder.resolve("dht.log"), "0123456789\n".repeat(1_000_000));
        for (LogStyle style : LogStyle.values()) {
            try (LogFollower follower = new LogFollower()) {
                printer(style, false, ColorChoice.AUTO)
                        .follow(follower, DHT, log, 0, line -> true, () -> {})
                        .finish()
                        .get(60, TimeUnit.SECONDS);
            }
        }

        String told = "(10 MB of 'dht' were not shown: 'ara-up logs dht' has them)\n";
        assertThat(text.toString()).containsOnlyOnce(told).contains("dht      | 0123456789\n", "\"line\":");
        assertThat(errors).hasToString(told);
    }
}
