package network.ara.up.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.core.Event;
import network.ara.up.model.NodeSpec;
import network.ara.up.runtime.Neighbours;
import network.ara.up.runtime.ProjectHome;
import network.ara.up.runtime.SupervisorLoop;

/** What commands about projects say and share. */
final class Projects {

    /** Whoever holds the bus's port does not answer as localcast does. */
    static CommandFailure busTaken(Exception cause) {
        return new CommandFailure(
                ExitCode.TAKEN,
                "the bus can't be joined: whoever holds its port does not speak localcast",
                "stop it, or name another port in ARA_UP_BUS_PORT for all nodes",
                cause);
    }

    /** The bus is on this machine: joining it takes milliseconds, or somebody else holds its port. */
    static final long JOIN_SECONDS = 15;

    private Projects() {}

    /** Errors: {@link CommandFailure} where the environment names no port. */
    static BusOptions busOptions(Map<String, String> environment) {
        try {
            return BusOptions.fromEnvironment(environment);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), "correct it, or unset it", e);
        }
    }

    /** Errors: {@link CommandFailure} where the environment says nonsense of how long logs may be. */
    static SupervisorLoop loop(
            ProjectHome home,
            Collection<NodeSpec> specs,
            Map<String, String> environment,
            int parallel,
            Optional<Bus> bus) {
        try {
            return new SupervisorLoop(home, specs, environment, parallel, bus);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), "correct it, or unset it", e);
        }
    }

    /** What of the project's nodes other projects need; who can't be asked keeps nothing from its end. */
    static List<Event> neededElsewhere(ProjectHome home) {
        List<Event> needed = new ArrayList<>();
        try {
            Neighbours.needs(home).forEach((node, by) -> needed.add(new Event.NeededElsewhere(node, by)));
        } catch (IOException e) {
            System.getLogger(Projects.class.getName())
                    .log(System.Logger.Level.WARNING, "event=neighbours-not-asked", e);
        }
        return needed;
    }

    static CommandFailure alreadyUp(ProjectHome home) {
        return new CommandFailure(
                ExitCode.TAKEN,
                "project '" + home.name() + "' is up already",
                "'ara-up ps' shows it, 'ara-up down' stops it");
    }

    /** A line of a supervisor's answer that is no data but why there is none. Errors: {@link CommandFailure}. */
    static void requireAnswer(Map<String, ?> line) {
        if (line.get("error") instanceof String error) {
            String fix = line.get("fix") instanceof String text ? text : "try again";
            throw new CommandFailure(ExitCode.NODE_FAILED, error, fix);
        }
    }
}
