package network.ara.up.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import network.ara.up.Eventually;
import network.ara.up.model.NodeName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogKeeperTest {

    private static final NodeName NODE = new NodeName("n");
    private static final LogLimit LIMIT = new LogLimit(128 << 10);
    /** The time of a file may be that of the kernel's last tick. */
    private static final Duration KERNEL_TICK = Duration.ofMillis(20);

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final LogQuery ALL = new LogQuery(OptionalInt.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private Path folder;

    private LogFiles files;
    private Path log;
    private LogKeeper keeper;

    @BeforeEach
    void open() {
        files = new LogFiles(folder);
        log = files.of(NODE);
        keeper = new LogKeeper(files, LIMIT);
    }

    @AfterEach
    void close() {
        keeper.close();
    }

    @Test
    void whatIsWrittenHasTheTimeWhenItWas() throws Exception {
        keeper.keep(NODE);
        List<Instant> clock = new ArrayList<>(List.of(Instant.now()));
        for (int i = 0; i < 3; i++) {
            long before = timesEnd();
            Files.writeString(log, "line " + i + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Eventually.await("an entry", () -> timesEnd() > before);
            clock.add(Instant.now());
        }

        List<LogLine> lines = stored();
        for (int i = 0; i < 3; i++) {
            assertThat(lines.get(i).time()).isBetween(clock.get(i).minus(KERNEL_TICK), clock.get(i + 1));
        }
    }

    @Test
    void whatWasWrittenWhileNobodyKeptTheLogHasTheTimeOfTheLastOfIt() throws Exception {
        append("one\n", NOON);
        prepare();
        append("two\nthree\n", NOON.plusSeconds(5));
        keeper.keep(NODE);
        Eventually.await("an entry", () -> timesEnd() == Files.size(log));
        keeper.release(NODE);
        prepare();
        append("four\n", NOON.plusSeconds(7));
        prepare();

        assertThat(stored())
                .extracting(LogLine::time)
                .containsExactly(NOON, NOON.plusSeconds(5), NOON.plusSeconds(5), NOON.plusSeconds(7));
    }

    @Test
    void trap24_aLogThatIsTooLongLosesItsFrontAndNothingElse() throws Exception {
        keeper.keep(NODE);
        int count = 20_000;
        try (var writer = Files.newOutputStream(Files.createFile(log), StandardOpenOption.APPEND)) {
            for (int i = 0; i < count; i++) {
                writer.write(String.format("line %06d of a log that grows%n", i).getBytes(StandardCharsets.UTF_8));
            }
        }
        Eventually.await("a hole", () -> allocated() <= LIMIT.bytes() + LogHole.PAGE_BYTES);

        List<LogLine> lines = stored();
        assertThat(lines.size() * 34L).isGreaterThan(LIMIT.bytes() - LIMIT.step() - 2 * LogHole.PAGE_BYTES);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).text())
                    .isEqualTo(String.format("line %06d of a log that grows", count - lines.size() + i));
        }
    }

    @Test
    void trap24_aLogThatIsTooLongIsPutAsideBeforeAStart() throws Exception {
        append("old\n".repeat(50_000), NOON);
        prepare();
        append("new\n", NOON.plusSeconds(1));
        prepare();

        assertThat(log).hasContent("new\n");
        Eventually.await("a hole", () -> allocated(files.older(NODE).log()) <= LIMIT.bytes() + LogHole.PAGE_BYTES);
        List<LogLine> lines = stored();
        assertThat(lines.get(0)).isEqualTo(new LogLine(NODE, NOON, "old"));
        assertThat(lines.get(lines.size() - 1)).isEqualTo(new LogLine(NODE, NOON.plusSeconds(1), "new"));

        append("newer\n".repeat(50_000), NOON.plusSeconds(2));
        prepare();
        assertThat(log).doesNotExist();
        assertThat(stored()).extracting(LogLine::text).contains("newer").doesNotContain("old");
    }

    @Test
    void aLogThatSomebodyEmptiedIsKeptFromItsBeginning() throws Exception {
        keeper.keep(NODE);
        append("one\ntwo\n", NOON);
        Eventually.await("an entry", () -> timesEnd() == 8);
        Files.writeString(log, "", StandardOpenOption.TRUNCATE_EXISTING);
        Eventually.await("no entry", () -> timesEnd() == 0);
        append("new\n", NOON.plusSeconds(1));
        Eventually.await("an entry", () -> timesEnd() == 4);
        Files.delete(log);
        append("newer\n", NOON.plusSeconds(2));
        Eventually.await("an entry", () -> timesEnd() == 6);

        assertThat(stored()).extracting(LogLine::text).containsExactly("newer");
    }

    private void prepare() throws Exception {
        keeper.beforeStart(NODE).get(60, TimeUnit.SECONDS);
    }

    /** As if it were written then; for when nobody looks between the two. */
    private void append(String text, Instant time) throws Exception {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.setLastModifiedTime(log, FileTime.from(time));
    }

    private long timesEnd() throws Exception {
        if (!Files.exists(log)) {
            return 0;
        }
        long inode = ((Number) Files.getAttribute(log, "unix:ino")).longValue();
        return LogTimes.read(files.current(NODE).times(), inode).end();
    }

    private long allocated() throws Exception {
        return allocated(log);
    }

    private static long allocated(Path file) throws Exception {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        return 512 * Long.parseLong(new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    private List<LogLine> stored() throws Exception {
        List<LogLine> lines = new ArrayList<>();
        try (StoredLog stored = StoredLog.open(files, NODE, ALL)) {
            for (var line = stored.next(); line.isPresent(); line = stored.next()) {
                lines.add(line.get());
            }
        }
        return lines;
    }
}
