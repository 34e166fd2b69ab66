package network.ara.up.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private final LineSplitter splitter = new LineSplitter();
    private final List<String> lines = new ArrayList<>();

    @Test
    void linesComeWithoutTheirEndsHoweverTheBytesCome() {
        for (byte piece : "a\r\n\nzwei ü€𝄞\nrest".getBytes(StandardCharsets.UTF_8)) {
            splitter.feed(ByteBuffer.wrap(new byte[] {piece}), lines::add);
        }
        assertThat(lines).containsExactly("a", "", "zwei ü€𝄞");

        splitter.flushPartial(lines::add);
        splitter.flushPartial(lines::add);
        assertThat(lines).endsWith("rest").hasSize(4);
    }

    @Test
    void whatIsNotUtf8IsReplaced() {
        splitter.feed(ByteBuffer.wrap(new byte[] {'a', (byte) 0xFF, 'b', '\n'}), lines::add);

        assertThat(lines).containsExactly("a\uFFFDb");
    }

    @Test
    void anOverlongLineComesInPiecesOfWholeCharacters() {
        for (String character : List.of("x", "ü", "€", "𝄞")) {
            lines.clear();
            String line = "a" + character.repeat(2 * LineSplitter.MAX_BYTES);

            splitter.feed(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)), lines::add);

            assertThat(lines).hasSizeGreaterThan(2);
            assertThat(String.join("", lines)).isEqualTo(line);
            assertThat(lines)
                    .allSatisfy(piece -> assertThat(piece.getBytes(StandardCharsets.UTF_8))
                            .hasSizeLessThanOrEqualTo(LineSplitter.MAX_BYTES));
        }
    }

    @Test
    void aLineOfExactlyTheLimitIsFollowedByNoEmptyOne() {
        String line = "x".repeat(LineSplitter.MAX_BYTES);

        splitter.feed(ByteBuffer.wrap((line + "\nnext\n").getBytes(StandardCharsets.UTF_8)), lines::add);

        assertThat(lines).containsExactly(line, "next");
    }
}
