package network.ara.up.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import network.ara.up.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {

    @TempDir
    private Path folder;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LogFollower follower = new LogFollower();
    private Path log;

    @BeforeEach
    void name() {
        log = folder.resolve("n.log");
    }

    @AfterEach
    void close() {
        follower.close();
    }

    @Test
    void completeLinesComeAsTheyAreWritten() throws Exception {
        append("old\nfirst\n");
        follower.follow(log, 4, lines::add);
        expect("first");

        append("sec");
        append("ond\nthird\n");
        expect("first", "second", "third");
    }

    @Test
    void aFileThatComesLaterIsFollowed() throws Exception {
        follower.follow(log, 0, lines::add);

        append("first\n");

        expect("first");
    }

    @Test
    void aFileThatIsCutIsReadFromItsBeginning() throws Exception {
        append("first\nsecond\n");
        follower.follow(log, 0, lines::add);
        expect("first", "second");

        Files.writeString(log, "new\n", StandardOpenOption.TRUNCATE_EXISTING);

        expect("first", "second", "new");
    }

    @Test
    void aFileThatIsReplacedIsReadToItsEndAndThenTheNewOne() throws Exception {
        append("first\n");
        follower.follow(log, 0, lines::add);
        expect("first");

        try (var writer = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
            Files.move(log, folder.resolve("n.log.1"));
            writer.write("late\n".getBytes(StandardCharsets.UTF_8));
        }
        append("new\n");

        expect("first", "late", "new");
    }

    @Test
    void anOffsetBeyondTheEndMeansTheBeginning() throws Exception {
        append("short\n");

        follower.follow(log, 1_000, lines::add);

        expect("short");
    }

    @Test
    void finishingGivesTheRestAndAlsoALastLineWithoutAnEnd() throws Exception {
        append("a\nb");
        var following = follower.follow(log, 0, lines::add);

        following.finish().get(60, TimeUnit.SECONDS);

        assertThat(lines).containsExactly("a", "b");
        append("more\n");
        following.finish().get(60, TimeUnit.SECONDS);
        assertThat(lines).hasSize(2);
    }

    @Test
    void finishingWhereThereIsNoFileEnds() throws Exception {
        follower.follow(log, 0, lines::add).finish().get(60, TimeUnit.SECONDS);

        assertThat(lines).isEmpty();
    }

    @Test
    void aConsumerThatThrowsEndsOnlyItsOwnFile() throws Exception {
        append("first\n");
        var broken = follower.follow(log, 0, line -> {
            throw new IllegalStateException("broken");
        });
        follower.follow(log, 0, lines::add);

        assertThatThrownBy(() -> broken.finish().get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("broken");
        expect("first");
    }

    @Test
    void afterClosingNothingComesAndNoFileIsHeldOpen() throws Exception {
        append("first\n");
        var following = follower.follow(log, 0, lines::add);
        expect("first");
        assertThat(isOpen()).isTrue();

        following.close();

        Eventually.await("the file is closed", () -> !isOpen());
    }

    @Test
    void aFileThatGrowsWithoutPauseDoesNotHoldUpTheOthers() throws Exception {
        AtomicLong endless = new AtomicLong();
        CountDownLatch stop = new CountDownLatch(1);
        Thread writer = new Thread(() -> {
            try {
                while (stop.getCount() > 0) {
                    Files.writeString(
                            folder.resolve("loud.log"),
                            "loud\n".repeat(10_000),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        follower.follow(folder.resolve("loud.log"), 0, line -> endless.incrementAndGet());
        writer.start();
        follower.follow(log, 0, lines::add);

        append("quiet\n");

        expect("quiet");
        stop.countDown();
        writer.join();
    }

    @Test
    void trap23_aSlowListenerIsLeftBehindAndHoldsUpNobody() throws Exception {
        String line = "0123456789".repeat(10) + "\n";
        Path loud = Files.writeString(folder.resolve("loud.log"), line.repeat(200_000));
        AtomicLong skipped = new AtomicLong();
        AtomicLong given = new AtomicLong();
        var following = follower.followLatest(loud, 0, new LogFollower.Listener() {
            @Override
            public void line(String text) {
                given.addAndGet(text.length() + 1);
            }

            @Override
            public void skipped(long bytes) {
                skipped.addAndGet(bytes);
            }
        });
        append("quiet\n");
        follower.follow(log, 0, lines::add);
        expect("quiet");
        following.finish().get(60, TimeUnit.SECONDS);

        assertThat(given.get()).isBetween(200_000L, 400_000L);
        assertThat(given.get() + skipped.get()).isEqualTo(Files.size(loud));
    }

    @Test
    void aHoleIsGoneOverAndItsEndIsCut() throws Exception {
        append("x".repeat(2 * LogHole.PAGE_BYTES) + "cut\nwhole\n");
        Holes.punch(log, 2 * LogHole.PAGE_BYTES);
        AtomicLong skipped = new AtomicLong();
        follower.followLatest(log, 0, new LogFollower.Listener() {
            @Override
            public void line(String text) {
                lines.add(text);
            }

            @Override
            public void skipped(long bytes) {
                skipped.addAndGet(bytes);
            }
        });

        expect("whole");
        assertThat(skipped).hasValue(2L * LogHole.PAGE_BYTES + 4);
    }

    private void append(String text) throws Exception {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void expect(String... expected) throws Exception {
        Eventually.await(List.of(expected) + " but " + lines, () -> lines.size() >= expected.length);
        assertThat(lines).containsExactly(expected);
    }

    private boolean isOpen() throws Exception {
        Path target = log.toRealPath();
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(LogFollowerTest::target).anyMatch(target.toString()::equals);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
