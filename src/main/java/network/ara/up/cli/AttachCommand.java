package network.ara.up.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ara-up attach}. */
@Command(
        name = "attach",
        description = {
            "Show what the nodes of a project write that is up, and what happens to them, as its first terminal does.",
            "Ctrl-C leaves it running."
        })
final class AttachCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ProjectChoice choice = new ProjectChoice();

    AttachCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        return new Attachment(terminal, choice.home(terminal)).follow();
    }
}
