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
 */
record Terminal(PrintWriter out, PrintWriter err, Map<String, String> environment, Path cwd, Screen screen) {

    Terminal {
        environment = Map.copyOf(environment);
    }
}
