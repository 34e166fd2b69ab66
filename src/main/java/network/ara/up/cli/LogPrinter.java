package network.ara.up.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import network.ara.up.model.NodeName;
import network.ara.up.process.LogFollower;
import network.ara.up.process.LogTail;

/**
 * The output of several nodes as one: each line after its node's name, which has a colour of its own on a terminal.
 *
 * <p>Thread: any; a line is printed as a whole.
 */
final class LogPrinter {

    /** Cyan, yellow, green, magenta, blue, red: readable on dark and on light. */
    private static final int[] COLOURS = {36, 33, 32, 35, 34, 31};

    private final PrintWriter out;
    private final List<NodeName> names;
    private final int width;
    private final boolean colour;

    /**
     * @param names of the nodes whose lines will come, in the order in which they get their colours
     */
    LogPrinter(PrintWriter out, Collection<NodeName> names, boolean colour) {
        this.out = out;
        this.names = List.copyOf(names);
        this.width = names.stream().mapToInt(name -> name.text().length()).max().orElse(0);
        this.colour = colour;
    }

    /** Prints one line of a node. */
    synchronized void line(NodeName name, String line) {
        out.println(prefix(name) + line);
        out.flush();
    }

    /** Prints the last lines of a node's log. */
    void last(NodeName name, Path log, int count) throws IOException {
        for (String line : LogTail.lines(log, count)) {
            line(name, line);
        }
    }

    /** Prints the last lines of a node's log, and then what is added, until the answer is closed or finished. */
    LogFollower.Following follow(LogFollower follower, NodeName name, Path log, int count) throws IOException {
        return follower.follow(log, LogTail.startOf(log, count), line -> line(name, line));
    }

    private String prefix(NodeName name) {
        String padded = name.text() + " ".repeat(Math.max(0, width - name.text().length())) + " | ";
        int index = Math.max(0, names.indexOf(name));
        return colour ? "\u001B[" + COLOURS[index % COLOURS.length] + "m" + padded + "\u001B[0m" : padded;
    }
}
