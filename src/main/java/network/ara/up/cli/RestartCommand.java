package network.ara.up.cli;

import picocli.CommandLine.Command;

/** {@code ara-up restart}. */
@Command(
        name = "restart",
        description = {
            "Stop nodes, and boot them again as soon as what they require is there. What they require, and what requires them,"
                    + " goes on.",
            "Without NODEs: all that this project booted, in order."
        })
final class RestartCommand extends OrderCommand {

    RestartCommand(Terminal terminal) {
        super(terminal, "restart");
    }
}
