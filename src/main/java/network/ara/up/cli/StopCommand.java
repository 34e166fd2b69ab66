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

/** {@code ara-up stop}. */
@Command(
        name = "stop",
        description = {
            "Stop nodes; they stay down until 'ara-up start'. Refused, with exit code 6, where others that run need them.",
            "A persistent node is stopped too, since it is named."
        })
final class StopCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ProjectChoice choice = new ProjectChoice();

    @Option(
            names = "--force",
            description = "Stop those that need them too, first; and what somebody else started or needs")
    private boolean force;

    StopCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> nodes = choice.nodes(terminal.cwd());
        if (nodes.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "'stop' needs the names of nodes", "'ara-up down' stops the whole project");
        }
        ProjectHome home = choice.home(terminal);
        Map<String, Object> request = SupervisorClient.request("stop", nodes);
        request.put("force", force);
        Optional<Integer> exit = new SupervisorClient(terminal, home).orderIfUp(request);
        return exit.isPresent() ? exit.get() : new LeftBehind(terminal, choice, home).stopNamed(nodes, force);
    }
}
