package network.ara.up.bus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request or answer of HTTP/1.1 without its body: all the HTTP that an upgrade needs.
 *
 * @param startLine such as {@code GET / HTTP/1.1}
 * @param fields by lower-case name; of a field that occurs twice, both values with a comma between
 */
record HttpHead(String startLine, Map<String, String> fields) {

    /** As in Node.js. */
    static final int MAX_BYTES = 16 * 1024;

    private static final ByteBuf END = Unpooled.unreleasableBuffer(
                    Unpooled.copiedBuffer("\r\n\r\n", StandardCharsets.US_ASCII))
            .asReadOnly();

    /** Reads one, if all of it is there. */
    static Optional<HttpHead> read(ByteBuf bytes) {
        int length = ByteBufUtil.indexOf(END, bytes) - bytes.readerIndex();
        if (length < 0) {
            return Optional.empty();
        }
        String text =
                bytes.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
        bytes.skipBytes(END.readableBytes());
        return Optional.of(parse(text));
    }

    private static HttpHead parse(String text) {
        String[] lines = text.split("\r\n", -1);
        Map<String, String> fields = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
                fields.merge(name, lines[i].substring(colon + 1).strip(), (one, two) -> one + "," + two);
            }
        }
        return new HttpHead(lines[0], fields);
    }

    Optional<String> field(String lowerCaseName) {
        return Optional.ofNullable(fields.get(lowerCaseName));
    }

    /** Whether a field, a list of words, has this one. */
    boolean has(String lowerCaseName, String word) {
        for (String element : field(lowerCaseName).orElse("").split(",", -1)) {
            if (element.strip().equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }
}
