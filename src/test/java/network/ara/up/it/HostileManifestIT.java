package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import network.ara.up.cli.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests that are made to hurt, and 512 MiB for the whole program: each is refused in words. */
class HostileManifestIT {

    private static final int LARGE = 20 << 20;

    @TempDir
    private Path folder;

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("deep lists", "x-a: " + "[".repeat(10_000)),
                Arguments.of("deep lists, 20 MiB", "x-a: " + "[".repeat(LARGE)),
                Arguments.of("deep maps", deepMaps()),
                Arguments.of("dashes", "x-a:\n  " + "- ".repeat(LARGE / 2)),
                Arguments.of("an alias bomb", bomb()),
                Arguments.of("a quote that is not closed", "name: \"" + "a".repeat(LARGE)),
                Arguments.of("an endless key", "a".repeat(LARGE)),
                Arguments.of("no-break spaces", "\u00A0".repeat(LARGE / 2)),
                Arguments.of("colons", "name: " + "a: ".repeat(LARGE / 3)),
                Arguments.of("a million wrong keys", lines("k", ": 1\n", 1_000_000)),
                Arguments.of("a million nodes that are none", "nodes:\n" + lines("  n", ":\n", 1_000_000)),
                Arguments.of(
                        "a million unknown names", "name: a\nrun: x\nrequires:\n" + lines("  - n", "\n", 1_000_000)),
                Arguments.of("a cycle of 100,000", "nodes:\n" + cycle(100_000)),
                Arguments.of("quotes on 100,000 lines", "nodes:\n" + lines("  a", ": \"x\" y\n", 100_000)));
    }

    private static String deepMaps() {
        return IntStream.range(0, 2_000).mapToObj(i -> " ".repeat(i) + "x-a:\n").collect(Collectors.joining());
    }

    private static String bomb() {
        return "x-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
                + IntStream.range(1, 30)
                        .mapToObj(i -> "x-" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(9) + "]\n")
                        .collect(Collectors.joining());
    }

    private static String lines(String before, String after, int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(before).append(i).append(after);
        }
        return lines.toString();
    }

    private static String cycle(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("  n")
                    .append(i)
                    .append(": {run: x, requires: [n")
                    .append((i + 1) % count)
                    .append("]}\n");
        }
        return lines.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void isRefusedInWords(String what, String text) throws IOException, InterruptedException {
        assertThat(check(Files.writeString(folder.resolve("ara.yml"), text)))
                .as(what)
                .contains(": error: ");
    }

    @Test
    void aHundredMebibytesAreRefused() throws IOException, InterruptedException {
        Path file = folder.resolve("ara.yml");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(100L << 20);
        }
        assertThat(check(file)).contains("larger than 24 MiB");
    }

    @Test
    void randomBytesAreRefused() throws IOException, InterruptedException {
        byte[] bytes = new byte[LARGE];
        Arrays.fill(bytes, (byte) 0xC3);
        assertThat(check(Files.write(folder.resolve("ara.yml"), bytes))).contains("is not UTF-8");
    }

    private static String check(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "check",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output)
                .doesNotContain("\tat ", "Exception", "OutOfMemory", "StackOverflow")
                .hasSizeLessThan(100_000);
        assertThat(process.waitFor()).as(output).isEqualTo(3);
        return output;
    }
}
