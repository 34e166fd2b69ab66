package network.ara.up.cli;

import java.nio.file.Path;
import java.util.Optional;
import network.ara.up.nodes.PortUnavailable;
import network.ara.up.process.ListeningPort;

/** Who has the port that a node wants. */
final class PortHolder {

    private PortHolder() {}

    /** What to tell the user when a node can't listen. */
    static CommandFailure failure(String node, PortUnavailable cause) {
        String message = "node '" + node + "' " + cause.getMessage();
        if (!cause.isTaken()) {
            return new CommandFailure(ExitCode.NODE_FAILED, message, "choose another '--host' or '--port'", cause);
        }
        String holder = find(cause.protocol(), cause.address().getPort())
                .map(process -> " by pid " + process.pid() + program(process))
                .orElse("");
        return new CommandFailure(
                ExitCode.TAKEN, message + holder, "stop what has it, or choose another with '--port'", cause);
    }

    /** Empty when it belongs to another user, or the process has gone meanwhile. */
    private static Optional<ProcessHandle> find(String protocol, int port) {
        return ProcessHandle.allProcesses()
                .filter(process -> ListeningPort.of(process.pid()).stream()
                        .anyMatch(held -> held.port() == port && held.protocol().equals(protocol)))
                .findFirst();
    }

    private static String program(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> " (" + Path.of(command).getFileName() + ")")
                .orElse("");
    }
}
