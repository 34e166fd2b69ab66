package network.ara.up.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A supervisor that runs services, in a folder of its own. What it started is ended with it, also when the benchmark is interrupted. */
final class Supervision implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int POLL_MILLIS = 20;

    /** Those that pause before a restart that comes too soon call one second too soon. */
    private static final long OLD_ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private static final Set<Supervision> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Supervision::kill)));
    }

    private final Peer peer;
    private final Path folder;
    private final Process command;

    /** The supervisor's pid; read by the thread that runs when the benchmark is interrupted. */
    private volatile long root;

    /** A line that a service wrote. */
    private record Event(String what, String name, long pid, long nanos) {

        static Event of(String line) {
            String[] words = line.split(" ", -1);
            return new Event(words[0], words[1], Long.parseLong(words[2]), Long.parseLong(words[3]));
        }
    }

    private Supervision(Peer peer, Path folder, Fleet fleet) throws IOException {
        this.peer = peer;
        this.folder = folder;
        List<String> words = new ArrayList<>(
                List.of(Peer.SERVICE.toString(), "launch", Peer.events(folder).toString()));
        words.addAll(peer.prepare(folder, fleet));
        Files.deleteIfExists(Peer.events(folder));
        command = start(words);
        root = command.pid();
        RUNNING.add(this);
    }

    /** Returns when all services are ready. */
    static Supervision start(Peer peer, Path folder, Fleet fleet) throws IOException {
        Supervision started = new Supervision(peer, Files.createDirectories(folder), fleet);
        started.await("all services ready", () -> started.events("ready").count() == fleet.size());
        started.root = peer.supervisor(folder, started.root);
        return started;
    }

    private Process start(List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().putAll(peer.environment(folder));
        return builder.start();
    }

    /** From the launch of the supervisor to the last service's being ready. */
    double bootMillis() {
        long launched = events("launch").findFirst().orElseThrow().nanos();
        return (events("ready").mapToLong(Event::nanos).max().orElseThrow() - launched) / 1e6;
    }

    /** Kills a service that has run for a while; returns the time until another process of it had its first turn. */
    double restartMillis(String name) throws IOException {
        Event before = events("began", name).reduce((first, last) -> last).orElseThrow();
        await(name + " to be old enough", () -> System.nanoTime() - before.nanos() > OLD_ENOUGH_NANOS);
        String events = Peer.events(folder).toString();
        run(List.of(Peer.SERVICE.toString(), "kill", events, Long.toString(before.pid())));
        Predicate<Event> isNext = event -> event.nanos() > before.nanos();
        await(
                name + " again",
                () -> events("ready", name).filter(isNext).anyMatch(event -> event.pid() != before.pid()));
        long killed = events("killed")
                .filter(event -> event.pid() == before.pid())
                .mapToLong(Event::nanos)
                .max()
                .orElseThrow();
        long began =
                events("began", name).filter(isNext).findFirst().orElseThrow().nanos();
        return (began - killed) / 1e6;
    }

    /** The processes of the supervisor, without the services. */
    List<Long> processes() {
        return Stream.concat(
                        ProcessHandle.of(root).stream(),
                        ProcessHandle.of(root).stream().flatMap(ProcessHandle::descendants))
                .filter(process -> !isService(process))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static boolean isService(ProcessHandle process) {
        return process.info().command().filter(Peer.SERVICE.toString()::equals).isPresent();
    }

    private Stream<Event> events(String what, String name) {
        return events(what).filter(event -> event.name().equals(name));
    }

    private Stream<Event> events(String what) {
        try {
            String text = Files.exists(Peer.events(folder)) ? Files.readString(Peer.events(folder)) : "";
            return text.lines().map(Event::of).filter(event -> event.what().equals(what));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(List<String> words) throws IOException {
        Process process = start(words);
        await(words.toString(), () -> !process.isAlive());
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(peer.title() + ": waited too long for " + what + "; see " + folder);
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Ends it in its own way, and, after a while, by force. */
    @Override
    public void close() throws IOException {
        try {
            List<Long> ours = processes();
            run(peer.stop(folder, root));
            await(
                    "its end",
                    () -> ours.stream()
                                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                                    .noneMatch(ProcessHandle::isAlive)
                            && services().findAny().isEmpty());
        } finally {
            kill();
        }
    }

    private Stream<ProcessHandle> services() {
        return events("began")
                .flatMap(event -> ProcessHandle.of(event.pid()).stream())
                .filter(Supervision::isService);
    }

    /** First who would start them again. */
    private void kill() {
        processes().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        services().forEach(ProcessHandle::destroyForcibly);
        RUNNING.remove(this);
    }
}
