package network.ara.up.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads a file's bytes into text, and refuses what can't be a manifest before any parser sees it. */
final class SourceLoader {

    /** Room for more than 100,000 nodes. */
    static final int MAX_MEBIBYTES = 24;

    private static final int MAX_BYTES = MAX_MEBIBYTES << 20;

    /** What web pages and word processors put there, before a key. */
    private static final Pattern ODD_INDENT =
            Pattern.compile("(?m)^ *+([\u00A0\u2000-\u200B\u202F\u3000\uFEFF]++)[^\\s:]*+:(?:\\s|$)");

    private final Problems problems;

    private final Consumer<SourceText> seen;

    /** @param seen is given each text, also one that is refused: up to where it can't be read */
    SourceLoader(Problems problems, Consumer<SourceText> seen) {
        this.problems = problems;
        this.seen = seen;
    }

    /** The text of {@code file}, or empty when a problem was reported. */
    Optional<SourceText> load(Path file) {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            return refuse(
                    name, "this is a folder, not a manifest", "name a file in it, such as " + file.resolve("ara.yml"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Files.size(file) > MAX_BYTES ? tooLarge(name) : load(name, in);
        } catch (NoSuchFileException e) {
            return refuse(name, "there is no such file", "check the path; it is relative to the current folder");
        } catch (AccessDeniedException e) {
            return refuse(name, "this file may not be read", "check its permissions");
        } catch (IOException e) {
            return refuse(name, "this file could not be read (" + e.getMessage() + ")", "check the file");
        }
    }

    /** As {@link #load(Path)}, of what {@code in} gives; a pipe has no size to look at first. */
    Optional<SourceText> load(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        return bytes.length > MAX_BYTES ? tooLarge(name) : decode(name, bytes);
    }

    private Optional<SourceText> tooLarge(String name) {
        return refuse(
                name,
                "this file is larger than " + MAX_MEBIBYTES + " MiB, the limit for a manifest",
                "split it into several manifests");
    }

    private Optional<SourceText> decode(String name, byte[] bytes) {
        if (isUtf16(bytes)) {
            return refuse(name, "this file is UTF-16, and a manifest is UTF-8", "save it as UTF-8");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (text.indexOf('\0') >= 0) {
            return refuse(name, "this is no text file", "name a manifest");
        }
        SourceText source = new SourceText(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
        seen.accept(source);
        if (result.isError()) {
            String wrong = String.format("the byte 0x%02x is not UTF-8", bytes[in.position()]);
            problems.add(Problem.at(source.positionOf(source.text().length()), wrong, "save the file as UTF-8"));
            return Optional.empty();
        }
        return checked(source);
    }

    private static boolean isUtf16(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        return mark == 0xFEFF || mark == 0xFFFE;
    }

    /** Nothing but printable ASCII and line feeds: there is nothing to look for then, and this is much faster. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' || c > '~') && c != '\n') {
                return false;
            }
        }
        return true;
    }

    private Optional<SourceText> checked(SourceText source) {
        String text = source.text();
        if (isPlain(text)) {
            return Optional.of(source);
        }
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (!StreamReader.isPrintable(c)) {
                return refuse(
                        source.positionOf(i),
                        String.format("the character U+%04X is not allowed in YAML", c),
                        String.format("remove it, or write \"\\u%04x\" in double quotes", c));
            }
        }
        Matcher odd = ODD_INDENT.matcher(text);
        if (odd.find()) {
            SourcePosition place = source.positionOf(odd.start(1));
            return refuse(
                    source.position(place.line(), place.column(), odd.group(1).length()),
                    String.format(
                            "the character U+%04X looks like a space, and is none to YAML",
                            text.codePointAt(odd.start(1))),
                    "indent by ordinary spaces");
        }
        return Optional.of(source);
    }

    private Optional<SourceText> refuse(SourcePosition position, String message, String fix) {
        problems.add(Problem.at(position, message, fix));
        return Optional.empty();
    }

    private Optional<SourceText> refuse(String name, String message, String fix) {
        return refuse(new SourcePosition(name, 1, 1, 1), message, fix);
    }
}
