package network.ara.up.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogHoleTest {

    private static final int PAGE = LogHole.PAGE_BYTES;

    @TempDir
    private Path folder;

    @Test
    void theEndOfAHoleIsFoundHoweverLongItIs() throws Exception {
        for (long pages : new long[] {1, 2, 3, 7, 8, 9, 1_000, 12_345_678}) {
            Path log = log(pages, "cut\nwhole\n");
            try (FileChannel channel = FileChannel.open(log)) {
                assertThat(LogHole.end(channel, 0)).isEqualTo(pages * PAGE);
                assertThat(LogHole.end(channel, pages * PAGE - 1)).isEqualTo(pages * PAGE);
                assertThat(LogHole.firstLine(channel)).isEqualTo(pages * PAGE + 4);
            }
        }
    }

    @Test
    void aLogWithoutAHoleBeginsAtItsBeginning() throws Exception {
        Path log = Files.writeString(folder.resolve("n.log"), "\0first\nsecond\n".repeat(PAGE));
        try (FileChannel channel = FileChannel.open(log)) {
            assertThat(LogHole.firstLine(channel)).isZero();
        }
    }

    @Test
    void aReaderGoesOverAHoleAndCountsWhatItMissed() throws Exception {
        Path log = log(100, "cut\nwhole\n");
        LineReader reader = new LineReader(10);
        List<String> lines = read(reader, log);

        assertThat(lines).containsExactly("whole");
        assertThat(reader.takeMissed()).isEqualTo(100 * PAGE + 4 - 10);
        assertThat(reader.takeMissed()).isZero();
        assertThat(reader.lineEnd()).isEqualTo(Files.size(log));
    }

    @Test
    void aHoleMadeBetweenTwoReadsCostsTheLineThatItCuts() throws Exception {
        String line = "0123456789".repeat(100) + "\n";
        Path log = Files.writeString(folder.resolve("n.log"), line.repeat(1_000));
        LineReader reader = new LineReader(0);
        List<String> lines = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(log)) {
            reader.read(channel, ByteBuffer.allocate(1_500), Long.MAX_VALUE, lines::add);
        }
        Holes.punch(log, 20 * PAGE);
        lines.addAll(read(reader, log));

        assertThat(lines).containsOnly(line.strip()).hasSize(1 + (1_001_000 - 20 * PAGE) / 1_001);
        assertThat(reader.takeMissed()).isEqualTo(20L * PAGE - 1_001 + (1_001_000 - 20 * PAGE) % 1_001);
    }

    private static List<String> read(LineReader reader, Path log) throws Exception {
        List<String> lines = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(log)) {
            boolean more = true;
            while (more) {
                more = reader.read(channel, ByteBuffer.allocate(10_000), Long.MAX_VALUE, lines::add);
            }
        }
        return lines;
    }

    private Path log(long pages, String text) throws Exception {
        Path log = Files.createTempFile(folder, "n", ".log");
        try (var channel = Files.newByteChannel(log, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(pages * PAGE).write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
        return log;
    }
}
