package network.ara.up.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.RuntimeDirectories;
import network.ara.up.runtime.ControlClient;
import network.ara.up.runtime.ProjectHome;
import network.ara.up.runtime.SupervisorLoop;

/** The projects of this user that are up, found by asking their control sockets. */
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
            ProjectHome home, Collection<NodeSpec> specs, Map<String, String> environment, Optional<Bus> bus) {
        try {
            return new SupervisorLoop(home, specs, environment, bus);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), "correct it, or unset it", e);
        }
    }

    /** A project that is up. Must be closed. */
    record Up(String name, ControlClient client) {}

    /** Errors: {@link CommandFailure} when the project is up already. */
    static void requireDown(ProjectHome home) throws IOException {
        Optional<ControlClient> client = ControlClient.connect(home.socket());
        if (client.isPresent()) {
            client.get().close();
            throw alreadyUp(home);
        }
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
            throw new CommandFailure(ExitCode.NODE_FAILED, "the supervisor refused: " + error, "try again");
        }
    }

    /** All that answer, by name. */
    static List<Up> up(RuntimeDirectories directories) throws IOException {
        List<Path> sockets;
        try (Stream<Path> files = Files.list(directories.runtime())) {
            sockets = files.filter(file -> file.toString().endsWith(".sock"))
                    .sorted()
                    .toList();
        }
        List<Up> up = new ArrayList<>();
        for (Path socket : sockets) {
            String name = socket.getFileName().toString().replaceAll("\\.sock$", "");
            ControlClient.connect(socket).ifPresent(client -> up.add(new Up(name, client)));
        }
        return up;
    }
}
