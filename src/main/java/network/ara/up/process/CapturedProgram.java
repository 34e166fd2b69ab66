package network.ara.up.process;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run to its end for what it says. It leads a session of its own; what it leaves behind there ends with it.
 *
 * <p>Thread: any. Its streams take three threads of the executor.
 */
public final class CapturedProgram {

    private static final System.Logger LOG = System.getLogger(CapturedProgram.class.getName());

    /** A whole line of an error is shorter. */
    private static final int MAX_ERRORS = 8192;

    /** What left the group and keeps the output open is not waited for. */
    private static final long LAST_WORDS_MILLIS = 1000;

    /**
     * How it ended.
     *
     * @param output what it wrote to its standard output, taken as UTF-8: at most {@code limit} bytes
     * @param isCut whether there was more, for which it was killed
     * @param lastError the last line of its standard error that is not blank; empty where there is none
     */
    public record Ending(ExitStatus status, String output, boolean isCut, String lastError) {}

    private final ProcessGroup group;
    private final int limit;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream(); // guarded by itself
    private boolean cut; // guarded by output
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream(); // guarded by itself
    private final CompletableFuture<Ending> ending;

    private CapturedProgram(Process process, ProcessGroup group, int limit, Executor threads) {
        this.group = group;
        this.limit = limit;
        CompletableFuture<Void> read = CompletableFuture.allOf(
                CompletableFuture.runAsync(() -> pump(process.getInputStream(), this::said), threads),
                CompletableFuture.runAsync(() -> pump(process.getErrorStream(), this::complained), threads));
        ending = process.onExit().thenCompose(ended -> {
            kill();
            return read.copy()
                    .completeOnTimeout(null, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)
                    .thenApply(all -> ending(ExitStatus.of(ended.exitValue())));
        });
    }

    /**
     * Starts it.
     *
     * @param order whose log file is not written to
     * @param input what it reads; nothing where it is empty
     * @param limit of its output, in bytes
     */
    public static CapturedProgram start(LaunchOrder order, Optional<byte[]> input, int limit, Executor threads)
            throws LaunchException {
        List<String> command = ProcessLauncher.command(order);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(order.cwd().toFile());
        if (input.isEmpty()) {
            builder.redirectInput(new File("/dev/null"));
        }
        try {
            builder.environment().clear();
            builder.environment().putAll(order.environment());
            Process process = builder.start();
            ProcessGroup group = ProcessGroup.ledBy(ProcessLauncher.awaitSession(process));
            input.ifPresent(bytes -> threads.execute(() -> feed(process, bytes)));
            return new CapturedProgram(process, group, limit, threads);
        } catch (IOException | IllegalArgumentException e) {
            throw ProcessLauncher.refused(order, e);
        }
    }

    /** Completes when it has ended and what it said is read. */
    public CompletableFuture<Ending> ending() {
        return ending.copy();
    }

    /** Ends it and all that it started. */
    public void kill() {
        try {
            boolean unused = group.signal("KILL");
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "event=program-not-killed", e);
        }
    }

    /** A program that does not read it all has its reasons. */
    private static void feed(Process process, byte[] input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "event=input-not-read", e);
        }
    }

    private interface Sink {
        /** Whether it wants more. */
        boolean take(byte[] bytes, int length);
    }

    private static void pump(InputStream in, Sink sink) {
        byte[] buffer = new byte[8192];
        try {
            for (int length = in.read(buffer); length >= 0 && sink.take(buffer, length); ) {
                length = in.read(buffer);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "event=output-closed", e); // as at its end
        }
    }

    private boolean said(byte[] bytes, int length) {
        synchronized (output) {
            int room = limit - output.size();
            output.write(bytes, 0, Math.min(length, room));
            cut = length > room;
            if (!cut) {
                return true;
            }
        }
        kill();
        return false;
    }

    private boolean complained(byte[] bytes, int length) {
        synchronized (errors) {
            if (errors.size() + length > 2 * MAX_ERRORS) {
                byte[] all = errors.toByteArray();
                errors.reset();
                errors.write(all, Math.max(0, all.length - MAX_ERRORS), Math.min(all.length, MAX_ERRORS));
            }
            errors.write(bytes, 0, length);
        }
        return true;
    }

    private Ending ending(ExitStatus status) {
        synchronized (output) {
            return new Ending(status, output.toString(StandardCharsets.UTF_8), cut, lastError());
        }
    }

    private String lastError() {
        String all;
        synchronized (errors) {
            all = errors.toString(StandardCharsets.UTF_8);
        }
        return all.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce("", (before, line) -> line);
    }
}
