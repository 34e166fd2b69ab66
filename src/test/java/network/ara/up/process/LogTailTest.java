package network.ara.up.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    private Path folder;

    private Path log;

    @BeforeEach
    void name() {
        log = folder.resolve("n.log");
    }

    @Test
    void theLastLinesAreGiven() throws Exception {
        Files.writeString(log, "1\n2\n3\n");

        assertThat(LogTail.lines(log, 2)).containsExactly("2", "3");
        assertThat(LogTail.lines(log, 3)).containsExactly("1", "2", "3");
        assertThat(LogTail.lines(log, 1000)).containsExactly("1", "2", "3");
        assertThat(LogTail.lines(log, 0)).isEmpty();
        assertThat(start(2)).isEqualTo(new LogTail.Start(2, 0));
        assertThat(start(3)).isEqualTo(new LogTail.Start(0, 0));
        assertThat(start(5)).isEqualTo(new LogTail.Start(0, 2));
        assertThat(start(0)).isEqualTo(new LogTail.Start(6, 0));
    }

    private LogTail.Start start(int count) throws Exception {
        try (FileChannel channel = FileChannel.open(log)) {
            return LogTail.start(channel, channel.size(), count);
        }
    }

    @Test
    void whatStandsBeforeAHoleIsNotThere() throws Exception {
        String kept = "cut\nwhole\nlast\n";
        Files.writeString(log, "x".repeat(3 * LogHole.PAGE_BYTES) + kept);
        Holes.punch(log, 3 * LogHole.PAGE_BYTES);

        assertThat(LogTail.lines(log, 100)).containsExactly("whole", "last");
        assertThat(LogTail.lines(log, 100, LogHole.PAGE_BYTES)).containsExactly("whole", "last");
        assertThat(start(100)).isEqualTo(new LogTail.Start(3 * LogHole.PAGE_BYTES + 4, 98));
    }

    @Test
    void aLastLineWithoutALineEndCounts() throws Exception {
        Files.writeString(log, "1\n\n3");

        assertThat(LogTail.lines(log, 2)).containsExactly("", "3");
    }

    @Test
    void noFileAndAnEmptyFileHaveNoLines() throws Exception {
        assertThat(LogTail.lines(log, 5)).isEmpty();

        Files.writeString(log, "");
        assertThat(LogTail.lines(log, 5)).isEmpty();
    }

    @Test
    void linesAcrossManyBlocksAreWhole() throws Exception {
        List<String> written =
                IntStream.range(0, 50_000).mapToObj(i -> "line " + i).toList();
        Files.writeString(log, written.stream().collect(Collectors.joining("\n", "", "\n")));

        for (int count : new int[] {1, 7, 4_999, 20_000, 49_999, 50_000}) {
            assertThat(LogTail.lines(log, count)).isEqualTo(written.subList(50_000 - count, 50_000));
        }
    }

    @Test
    void aFileWithoutAnyLineEndIsReadOnlyInPart() throws Exception {
        Files.writeString(log, "x".repeat(10_000_000));

        assertThat(LogTail.lines(log, 2))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(LineSplitter.MAX_BYTES));
    }
}
