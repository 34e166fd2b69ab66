package network.ara.up.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * The world as a command sees it.
 *
 * @param out for results, and nothing else
 * @param err for everything else
 * @param cwd what relative paths of the command line are relative to; empty for the process's own
 * @param color what the command line says of colours
 */
record Terminal(
        PrintWriter out, PrintWriter err, Map<String, String> environment, Path cwd, Screen screen, ColorChoice color) {

    Terminal {
        environment = Map.copyOf(environment);
    }

    /** Before the command line was looked at. */
    Terminal(PrintWriter out, PrintWriter err, Map<String, String> environment, Path cwd, Screen screen) {
        this(out, err, environment, cwd, screen, ColorChoice.AUTO);
    }

    Terminal with(ColorChoice choice) {
        return new Terminal(out, err, environment, cwd, screen, choice);
    }

    boolean coloursOut() {
        return color.colours(screen.outIsTerminal(), environment);
    }

    boolean coloursErr() {
        return color.colours(screen.errIsTerminal(), environment);
    }
}
