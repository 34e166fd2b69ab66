package network.ara.up.cli;

import java.util.List;
import java.util.concurrent.Callable;
import network.ara.up.model.NodeSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ara-up MANIFEST}: the main job. */
@Command(
        name = "up",
        description = {
            "Ask which nodes run already, boot the missing ones as soon as what they require is ready, and supervise them.",
            "With NODEs: only these, and what they need. Ctrl-C stops what this run started, in reverse order; a second"
                    + " Ctrl-C kills."
        })
final class UpCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ManifestArguments arguments = new ManifestArguments();

    UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Project project = Project.read(arguments.manifests(terminal.cwd()), terminal);
        List<NodeSpec> specs = project.selection(arguments.nodes(terminal.cwd()));
        if (specs.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "all nodes of " + project.shown() + " are booted only by name", "name one of them");
        }
        return new UpRun(terminal, project, specs).run();
    }
}
