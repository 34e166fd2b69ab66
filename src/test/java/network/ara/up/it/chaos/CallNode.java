package network.ara.up.it.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import network.ara.up.inc.IncException;
import network.ara.up.inc.Node;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link CallRun} on the Java library; src/test/js/call-node.js is the same on the JavaScript one. It notes each
 * call of its function by the key that it was called with, and each call of its own when it begins and when it ends.
 */
public final class CallNode {

    /** What a node is told, by its environment. */
    static final String NAME = "CHAOS_NODE";

    static final String FOLDER = "CALLS_FOLDER";
    static final String TARGETS = "CALLS_TARGETS";
    static final String WINDOW = "CALLS_WINDOW";
    static final String TIMEOUT = "CALLS_TIMEOUT";

    /** A call that failed is followed by the next one after so long: nobody there is told at once, again and again. */
    private static final int PAUSE_MILLIS = 20;

    private final Path folder = Path.of(System.getenv(FOLDER));
    private final String name = System.getenv(NAME);
    private final List<String> targets = List.of(System.getenv(TARGETS).split(","));
    private final Duration timeout = Duration.ofMillis(Long.parseLong(System.getenv(TIMEOUT)));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger(Integer.parseInt(System.getenv(WINDOW)));
    private final String incarnation;
    private final FileChannel ran;
    private final FileChannel calls;
    private final Node node;
    private volatile boolean stopping; // set by the timer's thread

    private CallNode() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        incarnation = ProcessHandle.current().pid() + "."
                + stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
        ran = journal("ran");
        calls = journal("calls");
        node = Node.named(name)
                .function("run", (given, caller) -> {
                    String key = given.text(0, "key");
                    append(ran, key);
                    return key;
                })
                .start();
    }

    public static void main(String[] arguments) throws IOException {
        new CallNode().start();
    }

    private void start() {
        node.joined().join();
        timer.scheduleWithFixedDelay(
                () -> stopping = Files.exists(folder.resolve("stop")), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        for (int i = open.get(); i > 0; i--) {
            timer.execute(this::next);
        }
    }

    private void next() {
        if (stopping) {
            if (open.decrementAndGet() == 0) {
                append(calls, "finished " + incarnation);
            }
            return;
        }
        String key = name + ":" + incarnation + ":" + count.incrementAndGet();
        String target = targets.get(ThreadLocalRandom.current().nextInt(targets.size()));
        append(calls, "begun " + key);
        long began = System.nanoTime();
        node.call(target, "run", List.of(key), timeout).whenComplete((value, failure) -> {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            append(calls, "ended " + key + " " + code(key, value, failure) + " " + millis);
            if (failure == null) {
                next();
            } else {
                timer.schedule(this::next, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    /** 0 for the value that was to come, 1 for any other, else the error's code. */
    private static int code(String key, @Nullable Object value, @Nullable Throwable failure) {
        if (failure instanceof IncException error) {
            return error.code();
        }
        return key.equals(value) ? 0 : 1;
    }

    private FileChannel journal(String kind) throws IOException {
        return FileChannel.open(
                folder.resolve(kind).resolve(name), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** In one system call: what was appended is there, however this process ends. */
    private static void append(FileChannel journal, String line) {
        try {
            int unused = journal.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
