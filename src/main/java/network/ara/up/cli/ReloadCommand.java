package network.ara.up.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ara-up reload}. */
@Command(
        name = "reload",
        description = {
            "Read the manifest again, show what differs from what runs, and apply it: only what was started otherwise is"
                    + " restarted. What 'up' was not asked to boot stays down."
        })
final class ReloadCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ProjectChoice choice = new ProjectChoice();

    @Option(names = "--dry-run", description = "Show what would be done, and do nothing")
    private boolean dry;

    ReloadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        choice.requireNoNodes(terminal.cwd(), "'reload' is about", node -> "leave it out, or name a manifest");
        Map<String, Object> request = SupervisorClient.request("reload", List.of());
        request.put("dry", dry);
        return new SupervisorClient(terminal, choice.home(terminal)).order(request);
    }
}
