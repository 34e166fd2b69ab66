package network.ara.up.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ara-up check}: all problems of the manifests, without looking at anything that runs. */
@Command(
        name = "check",
        aliases = "validate",
        description = "Report everything that is wrong with a manifest. Nothing is started.")
final class CheckCommand implements Runnable {

    private final Terminal terminal;

    @Mixin
    private ManifestArguments arguments = new ManifestArguments();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        Project project = Project.read(arguments.manifests(terminal.cwd()), terminal);
        arguments.nodes(terminal.cwd()).forEach(project::node);
        int nodes = project.manifest().nodes().size();
        terminal.out().println(project.shown() + ": all is well with " + nodes + (nodes == 1 ? " node" : " nodes"));
    }
}
