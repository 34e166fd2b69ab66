package network.ara.up.cli;

import picocli.CommandLine.Command;

/** {@code ara-up start}. */
@Command(
        name = "start",
        description = {
            "Boot nodes that are down, with what they require; returns when they have come to rest.",
            "Without NODEs: all that 'ara-up stop' has stopped."
        })
final class StartCommand extends OrderCommand {

    StartCommand(Terminal terminal) {
        super(terminal, "start");
    }
}
