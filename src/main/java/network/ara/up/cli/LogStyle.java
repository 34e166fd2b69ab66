package network.ara.up.cli;

import java.util.Locale;

/** The values of {@code logs --output}. */
enum LogStyle {
    /** The line after its node's name. */
    TEXT,
    /** An object a line: {@code time}, {@code node}, {@code line}. */
    JSON;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
