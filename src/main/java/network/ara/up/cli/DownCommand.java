package network.ara.up.cli;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import network.ara.up.core.Event;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.runtime.ControlClient;
import network.ara.up.runtime.ProjectHome;
import network.ara.up.runtime.SupervisorLoop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code ara-up down}: asks the project's supervisor; where it is dead, finds what it had started by its records, and
 * stops that itself.
 */
@Command(
        name = "down",
        description = {
            "Stop the project's nodes, in reverse order: those that this or an earlier run of it booted.",
            "What somebody else started is left alone."
        })
final class DownCommand implements Callable<Integer> {

    /** Longer than a node may take to stop without a word. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Terminal terminal;

    @Mixin
    private ProjectChoice choice = new ProjectChoice();

    DownCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> nodes = choice.nodes(terminal.cwd());
        if (!nodes.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "'down' stops a whole project, and '" + nodes.get(0) + "' is no manifest",
                    "leave it out, or name a manifest");
        }
        ProjectHome home = choice.home(terminal);
        Optional<ControlClient> client = ControlClient.connect(home.socket());
        if (client.isPresent()) {
            try (ControlClient supervisor = client.get()) {
                return ask(supervisor);
            }
        }
        if (home.remembered().isEmpty()) {
            terminal.err().println("nothing that project '" + home.name() + "' booted is running");
            return ExitCode.OK.number();
        }
        return stopWhatIsLeft(home);
    }

    private int ask(ControlClient supervisor) throws IOException {
        NoticeLine lines = lines(List.of());
        try {
            return supervisor.request(Map.of("command", "down"), PATIENCE, line -> {
                Projects.requireAnswer(line);
                terminal.err()
                        .println(lines.of(
                                String.valueOf(line.get("node")),
                                String.valueOf(line.get("notice")),
                                String.valueOf(line.get("detail"))));
            });
        } catch (EOFException e) {
            throw new CommandFailure(
                    ExitCode.NODE_FAILED,
                    "the supervisor ended before all was stopped",
                    "'ara-up down' again stops what is left",
                    e);
        }
    }

    private int stopWhatIsLeft(ProjectHome home) throws InterruptedException {
        List<NodeSpec> specs = whatMayBeLeft(home);
        try (Printer printer = new Printer();
                SupervisorLoop loop =
                        new SupervisorLoop(home, specs, terminal.environment(), Integer.MAX_VALUE, Optional.empty())) {
            loop.listen(new UpScreen(
                    printer,
                    terminal.err(),
                    lines(specs.stream().map(NodeSpec::name).toList()),
                    System.nanoTime()));
            loop.offer(new Event.StopRequested(Event.Scope.PROJECT));
            return loop.run();
        }
    }

    /** What the records know; the manifest, where it is this project's, adds the order and how each is stopped. */
    private List<NodeSpec> whatMayBeLeft(ProjectHome home) {
        List<NodeSpec> specs = new ArrayList<>();
        Set<NodeName> known = new HashSet<>();
        if (choice.hasManifest(terminal.cwd())) {
            Project project = choice.project(terminal);
            if (project.manifest().project().equals(home.name())) {
                specs.addAll(project.all());
            }
        }
        specs.forEach(spec -> known.add(spec.name()));
        home.remembered().stream().filter(spec -> !known.contains(spec.name())).forEach(specs::add);
        return specs;
    }

    private NoticeLine lines(Collection<NodeName> names) {
        return new NoticeLine(names, terminal.coloursErr());
    }
}
