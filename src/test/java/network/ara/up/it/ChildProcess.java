package network.ara.up.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A child process of a test, driven by lines: what it prints (stdout and stderr together) is kept and can be waited for.
 * Closing it kills it.
 *
 * <p>Errors: every wait is bounded, and its {@link AssertionError} holds the whole output.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A process that it started, and that outlives it, may keep its output open. */
    private static final Duration OF_OTHERS = Duration.ofSeconds(5);

    private final String name;
    private final Process process;
    private final Thread reader;

    private final List<String> lines = new ArrayList<>(); // guarded by this
    private boolean ended; // guarded by this: no more lines will come

    private ChildProcess(String name, ProcessBuilder builder) {
        this.name = name;
        try {
            process = builder.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = new Thread(this::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    public static ChildProcess start(List<String> command) {
        return new ChildProcess(command.get(0), new ProcessBuilder(command));
    }

    /** Environment and folder are the caller's to set in the builder. */
    public static ChildProcess start(ProcessBuilder builder) {
        return new ChildProcess(builder.command().get(0), builder);
    }

    /** A script of src/test/js in a node process of its own. */
    public static ChildProcess node(String script, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("node", Tools.script(script).toString()));
        command.addAll(Arrays.asList(arguments));
        return new ChildProcess(script, new ProcessBuilder(command));
    }

    /** A main class of the test class path in a JVM of its own. */
    public static ChildProcess java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dio.netty.jfr.enabled=false"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ChildProcess(main.getSimpleName(), new ProcessBuilder(command));
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Writes a line to its standard input. */
    public void send(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new AssertionError("cannot write to " + this, e);
        }
    }

    /** All lines so far. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits for a line that is exactly this, be it an earlier one. */
    public String await(String line) {
        return await("'" + line + "'", line::equals);
    }

    /** Waits for a line that starts so, be it an earlier one. */
    public String awaitStart(String prefix) {
        return await("a line that starts with '" + prefix + "'", line -> line.startsWith(prefix));
    }

    /** Waits for a line, be it an earlier one. */
    public String await(String what, Predicate<String> wanted) {
        return awaitCount(what, wanted, 1).get(0);
    }

    /** Waits for so many lines, and gives all that are there then. Each is looked at once: a node may write millions. */
    public synchronized List<String> awaitCount(String what, Predicate<String> wanted, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> found = new ArrayList<>();
        int seen = addMatching(0, wanted, found);
        while (found.size() < count) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended || millis <= 0) {
                throw new AssertionError((ended ? "the process ended before " : "waited in vain for ") + count + " x "
                        + what + ", saw " + found.size() + "; " + this);
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
            seen = addMatching(seen, wanted, found);
        }
        return found;
    }

    /** Returns how many lines it has looked at by now. */
    private synchronized int addMatching(int seen, Predicate<String> wanted, List<String> found) {
        lines.subList(seen, lines.size()).stream().filter(wanted).forEach(found::add);
        return lines.size();
    }

    /** SIGKILL. Returns when it is gone. */
    public void kill() {
        process.toHandle().destroyForcibly(); // the process's own method closes its output before it was read
        exitCode();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Any signal, by its name without SIG. */
    public void signal(String signal) {
        try (ChildProcess kill = start(List.of("kill", "-s", signal, String.valueOf(pid())))) {
            kill.exitCode();
        }
    }

    /** Waits for its end. */
    public int exitCode() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("did not end within " + PATIENCE + ": " + this);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Kills it and waits until its output was read. */
    @Override
    public void close() {
        kill();
        try {
            reader.join(OF_OTHERS.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public String toString() {
        return name + " (pid " + process.pid() + "), output:\n  " + String.join("\n  ", lines());
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                keep(line);
            }
        } catch (IOException e) {
            keep("(reading ended: " + e + ")");
        } finally {
            end();
        }
    }

    private synchronized void keep(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
