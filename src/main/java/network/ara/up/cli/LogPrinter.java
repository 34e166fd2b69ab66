package network.ara.up.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import network.ara.up.model.NodeName;
import network.ara.up.process.LogFollower;
import network.ara.up.process.LogLine;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * The output of several nodes as one: each line after its node's name, which has a colour of its own on a terminal; or as
 * JSON.
 *
 * <p>Thread: one at a time.
 */
final class LogPrinter {

    /** Cyan, yellow, green, magenta, blue, red: readable on dark and on light. */
    private static final int[] COLOURS = {36, 33, 32, 35, 34, 31};

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME_OF_DAY =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS ", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final PrintWriter out;
    private final PrintWriter err;
    private final Map<NodeName, String> prefixes;
    private final LogStyle style;
    private final boolean times;

    /**
     * @param names of the nodes whose lines will come, in the order in which they get their colours
     * @param times whether text begins with the time of day
     */
    LogPrinter(Terminal terminal, Collection<NodeName> names, LogStyle style, boolean times) {
        boolean colours = terminal.coloursOut();
        this.out = terminal.out();
        this.err = terminal.err();
        this.prefixes = prefixes(List.copyOf(names), colours);
        this.style = style;
        this.times = times;
    }

    /** Nothing but the lines after their nodes' names. */
    static LogPrinter plain(Terminal terminal, Collection<NodeName> names) {
        return new LogPrinter(terminal, names, LogStyle.TEXT, false);
    }

    private static Map<NodeName, String> prefixes(List<NodeName> names, boolean colours) {
        int width = names.stream().mapToInt(name -> name.text().length()).max().orElse(0);
        Map<NodeName, String> prefixes = new LinkedHashMap<>();
        for (NodeName name : names) {
            String padded = name.text() + " ".repeat(width - name.text().length()) + " | ";
            int colour = COLOURS[prefixes.size() % COLOURS.length];
            prefixes.put(name, colours ? "\u001B[" + colour + "m" + padded + "\u001B[0m" : padded);
        }
        return prefixes;
    }

    /** Prints a line; {@link #flush} shows it. */
    void line(LogLine line) {
        out.print(style == LogStyle.JSON ? json(line) : text(line));
    }

    private String text(LogLine line) {
        return (times ? TIME_OF_DAY.format(line.time()) : "") + prefixes.get(line.node()) + line.text() + "\n";
    }

    private static String json(LogLine line) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("time", ISO.format(line.time()));
        object.put("node", line.node().text());
        object.put("line", line.text());
        return Json.text(object) + "\n";
    }

    /** Returns whether anybody still reads what is printed. */
    boolean flush() {
        return !out.checkError();
    }

    /** Prints what a node writes from now on, until the answer is closed or finished. */
    LogFollower.Following follow(LogFollower follower, NodeName node, Path log) throws IOException {
        long end = Files.exists(log) ? Files.size(log) : 0;
        return follow(follower, node, log, end, line -> true, () -> {});
    }

    /**
     * Prints what a node writes from an offset on, in bytes, until the answer is closed or finished. Where that is more
     * than the reader takes, a part of it is left out, and said to be.
     *
     * @param wanted which lines are printed
     * @param unread called when nobody reads any more what is printed
     */
    LogFollower.Following follow(
            LogFollower follower, NodeName node, Path log, long offset, Predicate<String> wanted, Runnable unread) {
        return follower.followLatest(log, offset, new LogFollower.Listener() {
            @Override
            public void line(String line) {
                if (wanted.test(line)) {
                    LogPrinter.this.line(new LogLine(node, Instant.now(), line));
                }
            }

            @Override
            public void skipped(long bytes) {
                LogPrinter.this.skipped(node, bytes);
            }

            @Override
            public void caughtUp() {
                if (!flush()) {
                    unread.run();
                }
            }
        });
    }

    /** Between the lines, where it does not spoil them for a program. */
    private void skipped(NodeName node, long bytes) {
        String size = bytes < 1_000_000 ? bytes / 1_000 + " kB" : bytes / 1_000_000 + " MB";
        PrintWriter writer = style == LogStyle.JSON ? err : out;
        writer.print("(" + size + " of '" + node + "' were not shown: 'ara-up logs " + node + "' has them)\n");
        writer.flush();
    }
}
