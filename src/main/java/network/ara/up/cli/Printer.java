package network.ara.up.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Prints lines on a thread of its own. A terminal that does not take them (Ctrl-S, a full pipe) holds up nobody: what
 * does not fit into the queue is counted, and the count is told where it spoils no data.
 *
 * <p>Thread: any.
 */
final class Printer implements AutoCloseable {

    private static final int CAPACITY = 20_000;
    private static final long LAST_LINES_MILLIS = 2_000;

    private record Line(PrintWriter writer, String text) {}

    private final BlockingQueue<Line> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final PrintWriter notices;
    private final AtomicLong missed = new AtomicLong();
    private final Thread thread = new Thread(this::run, "printer");
    private volatile boolean closed;

    /** @param notices where it is told that lines were not shown: standard error */
    Printer(PrintWriter notices) {
        this.notices = notices;
        thread.setDaemon(true);
        thread.start();
    }

    void print(PrintWriter writer, String text) {
        if (!queue.offer(new Line(writer, text))) {
            missed.incrementAndGet();
        }
    }

    private void run() {
        try {
            while (!closed || !queue.isEmpty()) {
                print(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(Line line) {
        line.writer().println(line.text());
        if (queue.isEmpty() || closed) {
            line.writer().flush();
            long count = missed.getAndSet(0);
            if (count > 0) {
                notices.println("(" + count + " lines were not shown: the terminal did not take them)");
                notices.flush();
            }
        }
    }

    /** Prints what is left, for at most two seconds. */
    @Override
    public void close() {
        closed = true;
        // Wakes the thread where it waits. Where the queue is full, it does not wait.
        var unused = queue.offer(new Line(new PrintWriter(Writer.nullWriter()), ""));
        try {
            thread.join(LAST_LINES_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
