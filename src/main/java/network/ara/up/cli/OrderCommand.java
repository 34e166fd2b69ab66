package network.ara.up.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** Orders something of the nodes of a project that is up. Its subclasses are the commands, with their texts. */
abstract class OrderCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final String order;

    @Mixin
    private ProjectChoice choice = new ProjectChoice();

    /** @param order as the supervisor knows it */
    OrderCommand(Terminal terminal, String order) {
        this.terminal = terminal;
        this.order = order;
    }

    @Override
    public Integer call() throws IOException {
        return new SupervisorClient(terminal, choice.home(terminal))
                .order(SupervisorClient.request(order, choice.nodes(terminal.cwd())));
    }
}
