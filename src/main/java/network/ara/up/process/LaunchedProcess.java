package network.ara.up.process;

import java.util.concurrent.CompletableFuture;

/**
 * A child process that leads a session and a process group of its own.
 *
 * @param logOffset the length of the log before this start, in bytes: its output begins there
 * @param exit completes when the process has ended, whoever still holds its output open; its dependents run on a thread
 *     of the JDK's and must not block
 */
public record LaunchedProcess(ProcessIdentity identity, long logOffset, CompletableFuture<ExitStatus> exit) {

    public long pid() {
        return identity.pid();
    }

    /** The process and all that it starts. */
    public ProcessGroup group() {
        return ProcessGroup.ledBy(identity);
    }
}
