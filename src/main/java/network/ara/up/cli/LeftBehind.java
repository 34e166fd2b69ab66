package network.ara.up.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import network.ara.up.core.Event;
import network.ara.up.graph.DependencyGraph;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.runtime.ProjectHome;
import network.ara.up.runtime.SupervisorLoop;

/** Nodes that run on though no ara-up keeps their project up, and how they are stopped. */
record LeftBehind(Terminal terminal, ProjectChoice choice, ProjectHome home) {

    /** Stops all but what is persistent, and what that or another project needs; the exit code. */
    int stopAll(boolean force) throws IOException, InterruptedException {
        int exit = 0;
        if (home.remembered().isEmpty()) {
            terminal.err().println("nothing that project '" + home.name() + "' booted is running");
        } else {
            exit = stop(whatMayBeLeft(), force);
        }
        home.forgetDone();
        return exit;
    }

    /** Stops these; the exit code. */
    int stopNamed(List<String> words, boolean force) throws InterruptedException {
        List<NodeSpec> left = home.remembered();
        Set<NodeName> named = new LinkedHashSet<>();
        for (String word : words) {
            List<NodeName> called = left.stream()
                    .filter(spec -> spec.isCalled(word))
                    .map(NodeSpec::name)
                    .toList();
            if (called.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "project '" + home.name() + "' is not up, and nothing that it booted is called '" + word + "'",
                        "'ara-up ping' shows what runs on this machine");
            }
            named.addAll(called);
        }
        Set<NodeName> needy = DependencyGraph.of(left)
                .closure(named, DependencyGraph.Direction.DEPENDENTS, Set.of(Dependency.Kind.REQUIRES));
        needy.removeAll(named);
        if (!needy.isEmpty() && !force) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "needed by " + needy.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")),
                    "stop that too, or let '--force' do it");
        }
        named.addAll(needy);
        return stop(
                whatMayBeLeft().stream()
                        .filter(spec -> named.contains(spec.name()))
                        .map(NodeSpec::ofSession)
                        .toList(),
                force);
    }

    private int stop(List<NodeSpec> specs, boolean force) throws InterruptedException {
        try (Printer printer = new Printer(terminal.err());
                SupervisorLoop loop =
                        Projects.loop(home, specs, terminal.environment(), Integer.MAX_VALUE, Optional.empty())) {
            NoticeLine lines = new NoticeLine(specs.stream().map(NodeSpec::name).toList(), terminal.coloursErr());
            loop.listen(new UpScreen(printer, terminal.err(), lines, System.nanoTime()));
            if (!force) {
                Projects.neededElsewhere(home).forEach(loop::offer);
            }
            loop.offer(new Event.StopRequested(Event.Scope.PROJECT));
            return loop.run();
        }
    }

    /** What the records know; the manifest, where it is this project's, adds the order and how each is stopped. */
    private List<NodeSpec> whatMayBeLeft() {
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
}
