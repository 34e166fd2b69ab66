package network.ara.up.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.ara.up.model.NodeName;
import network.ara.up.process.LaunchException;
import network.ara.up.process.LaunchOrder;
import network.ara.up.process.LaunchedProcess;
import network.ara.up.process.LogTail;
import network.ara.up.process.ProcessLauncher;
import network.ara.up.runtime.ControlClient;
import network.ara.up.runtime.Ourselves;
import network.ara.up.runtime.ProjectHome;
import org.jspecify.annotations.Nullable;

/** A supervisor in the background: in a session of its own, so that the terminal's end is not its end. */
record Background(Terminal terminal, ProjectHome home) {

    private static final long LOOK_AGAIN_MILLIS = 10;
    private static final long SERVES_SECONDS = 60;
    private static final int LAST_LINES = 20;
    private static final long MAX_LOG_BYTES = 1 << 20;

    /** The command line of the background's ara-up. */
    static List<String> words(Project project, List<NodeName> named, int parallel, boolean noDependencies) {
        List<String> words = new ArrayList<>(List.of("up", "--in-background"));
        project.files()
                .forEach(
                        file -> words.addAll(List.of("-f", file.toAbsolutePath().toString())));
        if (parallel != Integer.MAX_VALUE) {
            words.addAll(List.of("--parallel", String.valueOf(parallel)));
        }
        if (noDependencies) {
            words.add("--no-deps");
        }
        named.forEach(name -> words.add(name.text()));
        return words;
    }

    /** Starts it, and returns when its nodes have come to rest; the exit code. */
    int start(List<String> words, List<NodeName> named, @Nullable Duration timeout)
            throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(Ourselves.argv());
        argv.addAll(words);
        shorten(home.ownLog());
        Path cwd = terminal.cwd().toAbsolutePath();
        LaunchedProcess process;
        try {
            process = ProcessLauncher.launch(
                    new LaunchOrder(new NodeName("ara-up"), argv, cwd, terminal.environment(), home.ownLog()));
        } catch (LaunchException e) {
            throw new CommandFailure(ExitCode.NODE_FAILED, e.reason(), e.fix(), e);
        }
        awaitSocket(process);
        Attachment attachment = new Attachment(terminal, home);
        if (isAnother(process, attachment)) {
            int code = attachment.startAlso(named); // another 'up' was faster, with nodes of its own
            if (code != ExitCode.OK.number()) {
                return code;
            }
        }
        return attachment.untilSettled(true, Optional.ofNullable(timeout)).orElseGet(() -> ended(process));
    }

    private static boolean isAnother(LaunchedProcess process, Attachment attachment) {
        try {
            return !process.exit().isDone() && !attachment.isServedBy(process.pid());
        } catch (CommandFailure | IOException e) {
            return false; // it ended before it had answered: what it said follows
        }
    }

    /** What it said in earlier runs is kept once. */
    private static void shorten(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** It is up only when it can be asked (traps.md 8). */
    private void awaitSocket(LaunchedProcess process) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SERVES_SECONDS);
        while (System.nanoTime() - deadline < 0 && !process.exit().isDone()) {
            if (ControlClient.isServed(home.socket())) {
                return;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        if (!process.exit().isDone()) {
            throw new CommandFailure(
                    ExitCode.TIMED_OUT,
                    "the supervisor, pid " + process.pid() + ", did not answer within " + SERVES_SECONDS + " s",
                    "see '" + home.ownLog() + "'");
        }
    }

    /** It ended before its nodes had come to rest: what it said is the answer. */
    private int ended(LaunchedProcess process) {
        try {
            int code =
                    process.exit().get(SERVES_SECONDS, TimeUnit.SECONDS).code().orElse(1);
            LogTail.lines(home.ownLog(), LAST_LINES, process.logOffset()).forEach(terminal.err()::println);
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED.number();
        } catch (ExecutionException | TimeoutException | IOException e) {
            return ExitCode.NODE_FAILED.number();
        }
    }
}
