package network.ara.up.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.ara.up.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Replays {@code src/test/resources/calls/*.txt}: blocks of events, {@code ----}, and the effects expected; the lines are
 * {@link CallScript}'s. A file of which the first line is {@code follows} is of a broker that does not lead. {@code
 * -Drewrite=true} writes the effects anew: read the difference.
 */
class CallTableTest {

    private static final Path FOLDER = Path.of("src/test/resources/calls");

    static List<String> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theSameEventsGiveTheSameEffects(String name) {
        Path file = FOLDER.resolve(name);
        String expected = Golden.read(file);
        List<String> blocks = List.of(expected.strip().split("\n\n+"));
        CallScript script = new CallScript(blocks.get(0).lines().noneMatch("follows"::equals));

        Golden.check(file, blocks.stream().map(block -> replay(script, block)).collect(Collectors.joining("\n")));

        assertThat(script.table.calls().size()).as("calls left").isZero();
    }

    private static String replay(CallScript script, String block) {
        List<String> given =
                block.lines().takeWhile(line -> !line.equals("----")).toList();
        String effects = given.stream()
                .filter(line -> !line.startsWith("#") && !line.equals("follows"))
                .flatMap(line -> script.step(line).stream())
                .map(effect -> script.text(effect) + "\n")
                .collect(Collectors.joining());
        return String.join("\n", given) + "\n----\n" + effects;
    }
}
