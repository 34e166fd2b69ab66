package network.ara.up.cli;

import java.io.BufferedWriter;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The terminal that this process was started in. */
final class SystemTerminal {

    /** What only the start script can tell: the numbers of those standard streams that are terminals, such as {@code 12}. */
    private static final String STREAMS_PROPERTY = "ara.up.terminals";

    private static final int DEFAULT_WIDTH = 80;
    private static final String SAMPLE_OF_DRAWINGS = "┌╰╌┊▼▽";

    private SystemTerminal() {}

    static Terminal open() {
        Charset charset = charset();
        Map<String, String> environment = System.getenv();
        Screen screen = new Screen(
                isTerminal("1"),
                isTerminal("2"),
                charset.newEncoder().canEncode(SAMPLE_OF_DRAWINGS),
                () -> width(environment));
        return new Terminal(
                writer(FileDescriptor.out, charset),
                writer(FileDescriptor.err, charset),
                environment,
                Path.of(""),
                screen);
    }

    private static PrintWriter writer(FileDescriptor descriptor, Charset charset) {
        WholeLines stream = new WholeLines(new FileOutputStream(descriptor));
        return new PrintWriter(new BufferedWriter(new OutputStreamWriter(stream, charset)), true);
    }

    /** The locale's. JDK 18 made UTF-8 the default charset whatever the locale says, and told of the latter separately. */
    private static Charset charset() {
        String name = Optional.ofNullable(System.getProperty("stdout.encoding"))
                .or(() -> Optional.ofNullable(System.getProperty("native.encoding")))
                .orElse("");
        return !name.isEmpty() && Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
    }

    private static boolean isTerminal(String stream) {
        return System.getProperty(STREAMS_PROPERTY, "").contains(stream);
    }

    private static int width(Map<String, String> environment) {
        return number(environment.getOrDefault("COLUMNS", ""))
                .or(SystemTerminal::widthOfTerminal)
                .orElse(DEFAULT_WIDTH);
    }

    private static Optional<Integer> widthOfTerminal() {
        if (!isTerminal("1")) {
            return Optional.empty();
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream output = stty.getInputStream()) {
                String[] size = new String(output.readAllBytes(), StandardCharsets.US_ASCII)
                        .trim()
                        .split(" ", -1);
                return number(size[size.length - 1]);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[1-9]\\d{0,4}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
