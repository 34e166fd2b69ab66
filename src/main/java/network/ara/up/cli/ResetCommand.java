package network.ara.up.cli;

import picocli.CommandLine.Command;

/** {@code ara-up reset}. */
@Command(
        name = "reset",
        description = {
            "Boot nodes that have failed for good, as if they never had, and with that what was skipped because of them.",
            "Without NODEs: all that have failed."
        })
final class ResetCommand extends OrderCommand {

    ResetCommand(Terminal terminal) {
        super(terminal, "reset");
    }
}
