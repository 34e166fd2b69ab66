package network.ara.up.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import network.ara.up.runtime.ProjectHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ara-up down}. */
@Command(
        name = "down",
        description = {
            "Stop the project's nodes, in reverse order: those that this or an earlier run of it booted.",
            "What somebody else started is left alone, and what another project uses."
        })
final class DownCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ProjectChoice choice = new ProjectChoice();

    @Option(names = "--force", description = "Stop also what another project uses")
    private boolean force;

    DownCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        choice.requireNoNodes(terminal.cwd(), "'down' stops", node -> "'ara-up stop " + node + "' stops a node");
        ProjectHome home = choice.home(terminal);
        Map<String, Object> request = SupervisorClient.request("down", List.of());
        request.put("force", force);
        Optional<Integer> exit = new SupervisorClient(terminal, home).orderIfUp(request);
        return exit.isPresent() ? exit.get() : new LeftBehind(terminal, choice, home).stopAll(force);
    }
}
