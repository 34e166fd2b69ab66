package network.ara.up.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.ara.up.bus.Bus;
import network.ara.up.core.Event;
import network.ara.up.core.Snapshot.NodeView;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.runtime.SupervisorLoop;

/** Finds out what of a project runs on this machine, by asking everyone. Nothing is started. */
final class MachineLook {

    private MachineLook() {}

    /**
     * The nodes as they would be right after {@code up}'s own look. Errors: {@link CommandFailure}.
     *
     * @param named those that a call boots, and the user without one
     */
    static List<NodeView> at(Project project, List<NodeSpec> specs, List<NodeName> named, Terminal terminal) {
        // A failure that would end the project is one row of the answer, and not the end of it.
        List<NodeSpec> uncritical = specs.stream().map(NodeSpec::uncritical).toList();
        try (Bus bus = Bus.open(Projects.busOptions(terminal.environment()));
                SupervisorLoop loop = Projects.loop(
                        project.home(terminal),
                        uncritical,
                        terminal.environment(),
                        Integer.MAX_VALUE,
                        Optional.of(bus))) {
            named.forEach(name -> loop.offer(new Event.StartOrdered(name)));
            loop.joined().get(Projects.JOIN_SECONDS, TimeUnit.SECONDS);
            return loop.plan().nodes();
        } catch (ExecutionException | TimeoutException e) {
            throw Projects.busTaken(e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NODE_FAILED, "what runs can't be found out: " + e.getMessage(), "see there", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED);
        }
    }
}
