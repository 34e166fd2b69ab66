package network.ara.up.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import network.ara.up.wire.Json;

/** What both Java ends of the benchmark of calls measure; src/bench/js/windows.js is the same for JavaScript. */
final class Windows {

    /** One call at a time, made by a thread that waits for each: "1". The others: each from the callback of the one before. */
    private static final String WAITING = "1";

    private static final List<String> SERIES = List.of(WAITING, "1 by callback", "16", "64");
    private static final int MOST_CALLS = 4_000_000;

    private final Supplier<CompletableFuture<?>> call;
    private final int[] nanos = new int[MOST_CALLS];
    private final AtomicInteger ended = new AtomicInteger();

    /** @param call makes one call; completed when it has ended well */
    Windows(Supplier<CompletableFuture<?>> call) {
        this.call = call;
    }

    /** Prints, by how many calls are in flight, p50 and p99 in microseconds and calls a second. */
    void measure(int warmMillis, int measuredMillis) throws InterruptedException {
        run("16", warmMillis);
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (String series : SERIES) {
            run(series, measuredMillis / 4);
            double rate = run(series, measuredMillis);
            int[] sorted = Arrays.copyOf(nanos, Math.min(ended.get(), MOST_CALLS));
            Arrays.sort(sorted);
            figures.put(
                    series, List.of(sorted[sorted.length / 2] / 1e3, sorted[(int) (sorted.length * 0.99)] / 1e3, rate));
        }
        System.out.println("figures " + Json.text(figures));
    }

    /** Returns calls a second. */
    private double run(String series, int millis) throws InterruptedException {
        ended.set(0);
        long began = System.nanoTime();
        long stop = began + millis * 1_000_000L;
        if (series.equals(WAITING)) {
            oneByOne(stop);
        } else {
            int count = Integer.parseInt(series.split(" ", 2)[0]);
            CountDownLatch over = new CountDownLatch(count);
            for (int i = 0; i < count; i++) {
                next(stop, over);
            }
            over.await();
        }
        return ended.get() * 1e9 / (System.nanoTime() - began);
    }

    /** As a program does that waits for each answer. */
    private void oneByOne(long stop) {
        long began = System.nanoTime();
        while (began < stop) {
            call.get().join();
            began = note(began);
        }
    }

    private void next(long stop, CountDownLatch over) {
        long began = System.nanoTime();
        call.get().whenComplete((result, failure) -> {
            if (failure != null) {
                failure.printStackTrace();
                System.exit(1);
            }
            if (note(began) < stop) {
                next(stop, over);
            } else {
                over.countDown();
            }
        });
    }

    private long note(long began) {
        long now = System.nanoTime();
        int index = ended.getAndIncrement();
        if (index < MOST_CALLS) {
            nanos[index] = (int) Math.min(now - began, Integer.MAX_VALUE);
        }
        return now;
    }
}
