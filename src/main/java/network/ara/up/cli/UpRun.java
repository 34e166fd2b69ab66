package network.ara.up.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import network.ara.up.core.Event;
import network.ara.up.graph.DependencyGraph;
import network.ara.up.graph.Selection;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.LogFollower;
import network.ara.up.runtime.CallFacts;
import network.ara.up.runtime.ControlCommands;
import network.ara.up.runtime.ControlSocket;
import network.ara.up.runtime.Exchange;
import network.ara.up.runtime.OrderRefused;
import network.ara.up.runtime.ProjectHome;
import network.ara.up.runtime.ProjectOrders;
import network.ara.up.runtime.SupervisorLoop;

/** One run of {@code up}, from the bus to the exit code: everything it needs is opened here, and closed in reverse. */
final class UpRun {

    private final Terminal terminal;
    private final Project project;
    private final Selection selection;
    private final List<NodeSpec> specs;
    private final int parallel;
    private final GatewayChoice gateway;
    private final long startedNanos = System.nanoTime();

    /** What ended the run, as an exit code; 0 until then. Set by the signals' threads, read by the loop's. */
    private final AtomicInteger interrupted = new AtomicInteger();

    /** @param parallel how many nodes may be starting at a time */
    UpRun(Terminal terminal, Project project, Selection selection, int parallel, GatewayChoice gateway) {
        this.terminal = terminal;
        this.project = project;
        this.selection = selection;
        this.specs = selection.of(project.graph());
        this.parallel = parallel;
        this.gateway = gateway;
    }

    @SuppressWarnings("try") // the socket serves by itself
    int run(boolean inBackground) throws IOException, InterruptedException {
        ProjectHome home = project.home(terminal);
        Map<String, String> environment = terminal.environment();
        try (Printer printer = new Printer(terminal.err());
                LogFollower follower = new LogFollower();
                Exchange exchange = Exchange.open(Projects.busOptions(environment));
                SupervisorLoop loop = Projects.loop(home, specs, environment, parallel, Optional.of(exchange.bus()));
                ControlSocket socket = open(home, loop, exchange);
                GatewayChoice.Open http = gateway.open(Projects.busOptions(environment))) {
            selection.named().forEach(name -> loop.offer(new Event.StartOrdered(name)));
            loop.listen(new UpScreen(printer, terminal.err(), lines(), startedNanos));
            http.told().ifPresent(line -> printer.print(terminal.err(), line));
            Collection<LogFollower.Following> outputs = inBackground ? List.of() : follow(follower, home);
            Interrupts.listen(exitCode -> interrupted(exitCode, home, loop, printer));
            giveUpUnlessJoined(loop, printer);
            int exitCode = loop.run();
            for (LogFollower.Following output : outputs) {
                var unused = output.finish()
                        .orTimeout(2, TimeUnit.SECONDS)
                        .exceptionally(late -> null)
                        .join();
            }
            return interrupted.get() == 0 ? exitCode : interrupted.get();
        }
    }

    private ControlSocket open(ProjectHome home, SupervisorLoop loop, Exchange exchange) throws IOException {
        ProjectOrders orders = new ProjectOrders(loop, project.graph(), selection);
        exchange.serve(loop, orders, home);
        ControlCommands commands = new ControlCommands(home, loop, orders, this::reread, new CallFacts(exchange));
        return ControlSocket.open(home.socket(), commands).orElseThrow(() -> Projects.alreadyUp(home));
    }

    private DependencyGraph reread() {
        Inspection inspection = Inspection.of(project.files(), terminal.environment());
        if (!inspection.isValid()) {
            throw new OrderRefused(
                    ExitCode.INVALID_MANIFEST.number(),
                    "the manifest is invalid, and nothing was changed\n"
                            + inspection.text(false, ProblemPrinter.SHOWN).stripTrailing(),
                    "correct it, and reload again");
        }
        String name = inspection.project().manifest().project();
        if (!name.equals(project.manifest().project())) {
            throw new OrderRefused(
                    ExitCode.INVALID_MANIFEST.number(),
                    "the manifest's project is '" + name + "' now, and '"
                            + project.manifest().project() + "' is up",
                    "give it its name back, or 'ara-up down' first");
        }
        return inspection.graph();
    }

    private NoticeLine lines() {
        boolean colour = terminal.coloursErr();
        return new NoticeLine(names(), colour);
    }

    private List<NodeName> names() {
        return specs.stream().map(NodeSpec::name).toList();
    }

    /** What the nodes write from now on. */
    private Collection<LogFollower.Following> follow(LogFollower follower, ProjectHome home) throws IOException {
        LogPrinter output = LogPrinter.plain(terminal, names());
        List<LogFollower.Following> followings = new ArrayList<>();
        for (NodeName name : names()) {
            followings.add(output.follow(follower, name, home.logs().of(name)));
        }
        return followings;
    }

    /** The first signal stops in order, the second kills. */
    private void interrupted(int exitCode, ProjectHome home, SupervisorLoop loop, Printer printer) {
        if (interrupted.compareAndSet(0, exitCode)) {
            printer.print(terminal.err(), "stopping in reverse order; once more kills at once");
            Projects.neededElsewhere(home).forEach(loop::offer);
            loop.offer(new Event.StopRequested(Event.Scope.OWNED));
        } else {
            loop.offer(new Event.StopRequested(Event.Scope.OWNED)); // the first may still be asking who needs what
            loop.offer(new Event.StopForced());
        }
    }

    private void giveUpUnlessJoined(SupervisorLoop loop, Printer printer) {
        var unused = loop.joined()
                .orTimeout(Projects.JOIN_SECONDS, TimeUnit.SECONDS)
                .exceptionally(late -> {
                    if (!(late instanceof TimeoutException) || !interrupted.compareAndSet(0, ExitCode.TAKEN.number())) {
                        return null; // it ends already, and the bus is left because of that
                    }
                    CommandFailure failure =
                            Projects.busTaken(new TimeoutException("after " + Projects.JOIN_SECONDS + " s"));
                    printer.print(
                            terminal.err(),
                            "error: " + failure.getMessage() + "\n  fix: "
                                    + failure.fix().orElse(""));
                    loop.offer(new Event.StopRequested(Event.Scope.OWNED));
                    return null;
                });
    }
}
