package network.ara.up.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts processes that need nothing of us to live on: in a session of their own, so that neither Ctrl-C nor the end of
 * the terminal reaches them, with their input from nowhere and their output to a file.
 *
 * <p>Thread: any; a launch takes some 3 ms. The JDK has a thread for each child, which fetches its exit code, so that no
 * zombie is left.
 */
public final class ProcessLauncher {

    private static final long POLL_NANOS = 100_000;
    private static final int MAX_POLLS = 20_000;

    private ProcessLauncher() {}

    /**
     * Starts the program, and returns when it leads its own session: pid, process group and session are one number.
     *
     * <p>Errors: {@link LaunchException}. A program that the kernel refuses all the same ends with code 126 or 127, and
     * its log has the reason.
     */
    public static LaunchedProcess launch(LaunchOrder order) throws LaunchException {
        List<String> command = command(order);
        long logOffset = prepareLog(order);
        Process process = start(order, command);
        CompletableFuture<ExitStatus> exit = process.onExit().thenApply(ended -> ExitStatus.of(ended.exitValue()));
        return new LaunchedProcess(awaitSession(process), logOffset, exit);
    }

    /** Errors: {@link LaunchException} for what is certain to fail if it were launched now. Starts nothing. */
    public static void verify(LaunchOrder order) throws LaunchException {
        ProgramCheck.verify(order);
    }

    /** Errors: as of {@link #verify}. */
    static List<String> command(LaunchOrder order) throws LaunchException {
        ProgramCheck.verify(order);
        List<String> command = new ArrayList<>(List.of(setsid(order).toString(), "--"));
        command.addAll(order.argv());
        return command;
    }

    private static Path setsid(LaunchOrder order) throws LaunchException {
        return SystemProgram.find("setsid")
                .orElseThrow(() ->
                        new LaunchException(order.name(), "there is no program /usr/bin/setsid", "install util-linux"));
    }

    private static long prepareLog(LaunchOrder order) throws LaunchException {
        try {
            LogFiles.create(order.logFile());
            return Files.size(order.logFile());
        } catch (IOException e) {
            throw new LaunchException(
                    order.name(),
                    "its log '" + order.logFile() + "' can't be written: " + e.getMessage(),
                    "make room there, and let this user write to the folder",
                    e);
        }
    }

    private static Process start(LaunchOrder order, List<String> command) throws LaunchException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(order.cwd().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(order.logFile().toFile()));
        try {
            builder.environment().clear();
            builder.environment().putAll(order.environment());
            return builder.start();
        } catch (IOException | IllegalArgumentException e) {
            throw refused(order, e);
        }
    }

    static LaunchException refused(LaunchOrder order, Exception cause) {
        String reason = String.valueOf(cause.getMessage());
        // Everything else that error=2 stands for was looked at before: what is missing is the JDK's own helper.
        if (reason.contains("spawn helper") || reason.contains("error=2,")) {
            return new LaunchException(
                    order.name(),
                    "the Java that ara-up runs on was replaced since ara-up was started",
                    "restart ara-up; its nodes run on, and it finds them again",
                    cause);
        }
        if (reason.contains("error=7,")) {
            return new LaunchException(
                    order.name(),
                    "its arguments and its environment are too long for the kernel",
                    "pass them in a file",
                    cause);
        }
        if (reason.contains("error=11,") || reason.contains("error=12,")) {
            return new LaunchException(
                    order.name(),
                    "the system has no room for another process (" + reason + ")",
                    "stop something, or raise 'ulimit -u'",
                    cause);
        }
        return new LaunchException(order.name(), reason, "see 'run' and 'env' of the node in the manifest", cause);
    }

    /**
     * Java returns when setsid was started, which is some time before it did its work. Until then a signal to the group
     * would reach nobody.
     */
    static ProcessIdentity awaitSession(Process process) {
        ProcessIdentity identity = ProcessIdentity.ended(process.pid());
        for (int i = 0; i < MAX_POLLS && process.isAlive(); i++) {
            Optional<ProcessStat> stat = ProcessStat.of(process.pid());
            if (stat.isPresent()) {
                identity = ProcessIdentity.of(stat.get());
                if (stat.get().session() == process.pid()) {
                    return identity;
                }
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return identity;
    }
}
