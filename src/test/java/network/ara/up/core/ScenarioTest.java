package network.ara.up.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.ara.up.model.NodeSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replays {@code src/test/resources/scenarios/*.txt}: nodes, then blocks of events ({@code +250ms} lets time pass before
 * one), {@code ----}, and the effects expected. {@code -Drewrite=true} writes the effects anew: read the difference.
 */
class ScenarioTest {

    private static final Path FOLDER = Path.of("src/test/resources/scenarios");

    static List<String> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theSameEventsGiveTheSameEffects(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        String expected = Files.readString(file);
        String actual = new Replay(expected).run();
        if (Boolean.getBoolean("rewrite")) {
            Files.writeString(file, actual);
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    /** One scenario's text, and the same text with the effects that the core gives now. */
    private static final class Replay {
        private final List<String> blocks;
        private long nowNanos;

        Replay(String text) {
            blocks = List.of(text.strip().split("\n\n+"));
        }

        String run() {
            List<NodeSpec> specs = blocks.get(0)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Specs::parse)
                    .toList();
            Supervisor supervisor = new Supervisor(specs, Integer.MAX_VALUE);
            StringBuilder out = new StringBuilder(blocks.get(0)).append('\n');
            for (String block : blocks.subList(1, blocks.size())) {
                List<String> events =
                        block.lines().takeWhile(line -> !line.equals("----")).toList();
                String effects = events.stream()
                        .filter(line -> !line.startsWith("#"))
                        .flatMap(line -> step(supervisor, line).stream())
                        .map(effect -> Lines.of(effect) + "\n")
                        .collect(Collectors.joining());
                out.append('\n')
                        .append(String.join("\n", events))
                        .append("\n----\n")
                        .append(effects);
            }
            return out.toString();
        }

        private List<Effect> step(Supervisor supervisor, String line) {
            String event = line;
            if (line.startsWith("+")) {
                String millis = line.substring(1, line.indexOf("ms"));
                nowNanos += Long.parseLong(millis) * 1_000_000;
                event = line.substring(line.indexOf(' ') + 1);
            }
            return supervisor.step(nowNanos, Lines.event(event));
        }
    }
}
