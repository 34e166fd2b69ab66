package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeLinesTest {

    /** What was written at a time. */
    private final List<String> writes = new ArrayList<>();

    private final WholeLines lines = new WholeLines(new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            writes.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }
    });

    @Test
    void aLineIsHeldBackUntilItsEnd() throws IOException {
        write("one\ntw");
        write("o");
        write("\nthree\nfo");

        assertThat(String.join("", writes)).isEqualTo("one\ntwo\nthree\n");
        assertThat(writes).filteredOn(write -> !write.isEmpty()).allMatch(write -> write.endsWith("\n"));
    }

    @Test
    void aFlushWritesWhatIsHeldBack() throws IOException {
        write("to be conti");
        lines.flush();

        assertThat(String.join("", writes)).isEqualTo("to be conti");
    }

    @Test
    void aLineWithoutAnEndFillsNoMemory() throws IOException {
        for (int i = 0; i < 100; i++) {
            write("x".repeat(1024));
        }

        assertThat(String.join("", writes)).hasSizeGreaterThan(32 * 1024);
    }

    private void write(String text) throws IOException {
        lines.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
