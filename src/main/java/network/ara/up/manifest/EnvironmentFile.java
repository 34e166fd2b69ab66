package network.ara.up.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an {@code env_file}: a {@code KEY=VALUE} a line, with {@code export} before it or not; empty lines; and
 * comments, on lines of their own or after a blank. {@code '...'} is taken as it is, {@code "..."} knows
 * {@code \n \t \" \\}. Nothing else is replaced: a file means the same wherever it is read. Of the same key twice the
 * later line counts.
 */
public final class EnvironmentFile {

    /**
     * Why a file can't be used.
     *
     * <p>The message says what, without the file's name: its reader knows that.
     */
    public static final class Flaw extends Exception {

        private static final long serialVersionUID = 1;

        private final int line;
        private final int column;
        private final String fix;

        Flaw(int line, int column, String message, String fix) {
            super(message);
            this.line = line;
            this.column = column;
            this.fix = fix;
        }

        /** Counted from 1. */
        public int line() {
            return line;
        }

        /** Counted from 1, in code points. */
        public int column() {
            return column;
        }

        /** As {@link #getMessage}, which is never null here. */
        public String message() {
            return String.valueOf(getMessage());
        }

        public String fix() {
            return fix;
        }
    }

    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=");
    private static final Pattern NOTHING = Pattern.compile("\\s*(?:#.*)?", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("(?<!\\s)\\s++(?:#.*)?\\z", Pattern.DOTALL);
    private static final Map<Character, String> ESCAPES = Map.of('n', "\n", 't', "\t", '"', "\"", '\\', "\\");

    private static final int MAX_BYTES = 1 << 20;

    private final Map<String, String> variables = new LinkedHashMap<>();
    private String line = "";
    private int number;

    private EnvironmentFile() {}

    /** What the file sets, in its order. Errors: {@link Flaw} for the first bad line. */
    public static Map<String, String> parse(String text) throws Flaw {
        EnvironmentFile file = new EnvironmentFile();
        for (String line : text.split("\r\n|\r|\n", -1)) {
            file.read(line);
        }
        return file.variables;
    }

    /**
     * What is wrong with {@code file}; empty when nothing is. Only its place is told, not the line, which may hold a
     * secret.
     */
    static Optional<String> flaw(Path file) {
        try {
            read(file);
            return Optional.empty();
        } catch (Flaw e) {
            return Optional.of(
                    "line " + e.line() + ", column " + e.column() + ": " + e.message() + " (" + e.fix() + ")");
        } catch (IOException e) {
            return Optional.of(reason(e));
        }
    }

    /** What the file on the disk sets now. Errors: as {@link #parse}, and what {@link #reason} explains. */
    public static Map<String, String> read(Path file) throws Flaw, IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "it is no regular file"); // a pipe would be waited for
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new FileSystemException(file.toString(), null, "it is larger than " + (MAX_BYTES >> 20) + " MiB");
            }
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        }
    }

    /** Why {@link #read} failed, for people. */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "it does not exist";
        } else if (failure instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        return failure instanceof FileSystemException e && e.getReason() != null
                ? e.getReason()
                : "it could not be read";
    }

    private void read(String next) throws Flaw {
        line = number == 0 && next.startsWith("\uFEFF") ? next.substring(1) : next;
        number++;
        if (line.indexOf('\0') >= 0) {
            throw flaw(line.indexOf('\0'), "a variable can't hold the character NUL", "remove it");
        }
        if (NOTHING.matcher(line).matches()) {
            return;
        }
        Matcher assignment = ASSIGNMENT.matcher(line);
        if (!assignment.lookingAt()) {
            throw flaw(
                    line.length() - line.stripLeading().length(),
                    "this is not KEY=VALUE",
                    "a key has letters, digits and '_', no digit first, and no blank before '='");
        }
        variables.put(assignment.group(1), value(assignment.end()));
    }

    private String value(int at) throws Flaw {
        if (at == line.length()) {
            return "";
        }
        return switch (line.charAt(at)) {
            case '\'' -> singleQuoted(at);
            case '"' -> doubleQuoted(at);
            default -> plain(at);
        };
    }

    private String plain(int at) throws Flaw {
        String rest = COMMENT.matcher(line.substring(at)).replaceFirst("");
        if (!rest.isEmpty() && Character.isWhitespace(rest.charAt(0))) {
            throw flaw(at, "a blank follows '='", "remove it, or put the value into quotes");
        }
        return rest;
    }

    private String singleQuoted(int at) throws Flaw {
        int end = line.indexOf('\'', at + 1);
        if (end < 0) {
            throw unclosed(at);
        }
        nothingAfter(end + 1);
        return line.substring(at + 1, end);
    }

    private String doubleQuoted(int at) throws Flaw {
        StringBuilder value = new StringBuilder();
        for (int i = at + 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                nothingAfter(i + 1);
                return value.toString();
            } else if (c == '\\' && i + 1 < line.length()) {
                value.append(escaped(i++));
            } else {
                value.append(c);
            }
        }
        throw unclosed(at);
    }

    private String escaped(int backslash) throws Flaw {
        String meant = ESCAPES.get(line.charAt(backslash + 1));
        if (meant == null) {
            throw flaw(
                    backslash,
                    "this backslash means nothing in double quotes",
                    "write \\\\ for a backslash, or use single quotes");
        }
        return meant;
    }

    private void nothingAfter(int at) throws Flaw {
        String rest = line.substring(at);
        if (!rest.isBlank()
                && !(Character.isWhitespace(rest.charAt(0))
                        && NOTHING.matcher(rest).matches())) {
            throw flaw(at, "something follows the closing quote", "put the whole value into one pair of quotes");
        }
    }

    private Flaw unclosed(int quote) {
        return flaw(quote, "this quote is never closed", "close it on the same line");
    }

    private Flaw flaw(int offset, String message, String fix) {
        return new Flaw(number, line.codePointCount(0, offset) + 1, message, fix);
    }
}
