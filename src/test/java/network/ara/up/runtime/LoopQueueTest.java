package network.ara.up.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopQueueTest {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final LoopQueue queue = new LoopQueue();

    @Test
    void itsOwnThreadBringsMoreThanThereIsRoomFor() throws Exception {
        List<Integer> done = new ArrayList<>();
        queue.begin();
        for (int i = 0; i < 200_000; i++) {
            int number = i;
            queue.submit(() -> done.add(number));
        }
        while (done.size() < 200_000) {
            queue.runNext(0);
        }
        assertThat(done).isSorted();
    }

    @Test
    void whatOthersBringIsDoneByItsThread() throws Exception {
        CompletableFuture<Thread> by = new CompletableFuture<>();
        queue.begin();
        CompletableFuture.runAsync(() -> queue.submit(() -> by.complete(Thread.currentThread())));
        while (!by.isDone()) {
            queue.runNext(PATIENCE_NANOS);
        }
        assertThat(by).isCompletedWithValue(Thread.currentThread());
    }

    @Test
    void atTheEndAllIsDoneAndWhatComesLaterByWhoeverBringsIt() throws Exception {
        List<String> done = new ArrayList<>();
        queue.submit(() -> done.add("of another"));
        queue.begin();
        queue.submit(() -> queue.submit(() -> done.add("own")));
        queue.end();
        assertThat(done).containsExactly("own", "of another");

        CompletableFuture<Thread> by = new CompletableFuture<>();
        Thread late = new Thread(() -> queue.submit(() -> by.complete(Thread.currentThread())));
        late.start();
        assertThat(by.get(20, TimeUnit.SECONDS)).isSameAs(late);
        queue.submit(() -> done.add("later"));
        assertThat(done).contains("later");
    }
}
