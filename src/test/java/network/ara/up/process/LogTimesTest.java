package network.ara.up.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTimesTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant LATE = NOON.plus(Duration.ofDays(1));

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("n.times");
    }

    private LogTimes written(String entries) throws Exception {
        Files.writeString(file(), LogTimes.head(7) + entries);
        return LogTimes.read(file(), 7);
    }

    private static String entry(long offset, int seconds) {
        return LogTimes.entry(offset, NOON.plusSeconds(seconds));
    }

    @Test
    void aLineHasTheTimeOfTheFirstEntryAtItsEndOrBehindIt() throws Exception {
        LogTimes times = written(entry(10, 0) + entry(20, 5));

        assertThat(times.at(1, LATE)).isEqualTo(NOON);
        assertThat(times.at(10, LATE)).isEqualTo(NOON);
        assertThat(times.at(11, LATE)).isEqualTo(NOON.plusSeconds(5));
        assertThat(times.at(21, LATE)).isEqualTo(LATE);
    }

    @Test
    void whatIsToBeReadSinceATimeBeginsBehindWhatIsOlder() throws Exception {
        LogTimes times = written(entry(10, 0) + entry(20, 5));

        assertThat(times.offsetOf(NOON)).isZero();
        assertThat(times.offsetOf(NOON.plusSeconds(1))).isEqualTo(10);
        assertThat(times.offsetOf(NOON.plusSeconds(5))).isEqualTo(10);
        assertThat(times.offsetOf(NOON.plusSeconds(6))).isEqualTo(20);
    }

    @Test
    void aTornEntryAndNonsenseAreNone() throws Exception {
        String full = entry(20, 5);
        LogTimes times = written(entry(10, 0) + "nonsense\n\n5 1 2\n" + entry(9, 3) + full.substring(0, 10));

        assertThat(times.size()).isEqualTo(1);
        assertThat(times.end()).isEqualTo(10);
    }

    @Test
    void entriesAboutAnotherLogAreNone() throws Exception {
        written(entry(10, 0));

        assertThat(LogTimes.read(file(), 8).size()).isZero();
        assertThat(LogTimes.read(folder.resolve("none"), 7).size()).isZero();
        Files.writeString(file(), "inode 7");
        assertThat(LogTimes.read(file(), 7).size()).isZero();
    }

    @Test
    void aFileGoesOnAfterATornEntryAndIsBegunAnewForAShorterLog() throws Exception {
        written(entry(10, 0) + "20 17");
        try (TimesFile times = new TimesFile(file(), 7, 25)) {
            assertThat(times.end()).isEqualTo(10);
            times.append(25, NOON.plusSeconds(9), 0);
        }
        assertThat(LogTimes.read(file(), 7).at(11, LATE)).isEqualTo(NOON.plusSeconds(9));

        try (TimesFile times = new TimesFile(file(), 7, 24)) {
            assertThat(times.end()).isZero();
        }
    }

    @Test
    void aFileStaysSmallAndExactForWhatIsYoungOrStandsAlone() throws Exception {
        long offset = 0;
        try (TimesFile times = new TimesFile(file(), 7, 0)) {
            times.append(++offset, NOON.minus(Duration.ofHours(2)), 0);
            for (int i = 0; i < 3 * LogTimes.MAX_ENTRIES; i++) {
                times.append(++offset, NOON.plusMillis(10L * i), 0);
            }
        }

        LogTimes times = LogTimes.read(file(), 7);
        Instant end = NOON.plusMillis(10L * (offset - 2));
        assertThat(times.size()).isLessThanOrEqualTo(LogTimes.MAX_ENTRIES);
        assertThat(times.at(1, LATE)).isEqualTo(NOON.minus(Duration.ofHours(2)));
        assertThat(times.at(offset, LATE)).isEqualTo(end);
        for (long at = 2; at <= offset; at++) {
            Instant exact = NOON.plusMillis(10L * (at - 2));
            assertThat(Duration.between(exact, times.at(at, LATE)))
                    .isBetween(Duration.ZERO, Duration.between(exact, end).dividedBy(500));
        }
    }

    @Test
    void entriesAboutWhatIsGoneGoFirst() throws Exception {
        LogTimes times = written(entry(10, 0) + entry(20, 5) + entry(30, 6)).shortened(20);

        assertThat(times.text(7)).isEqualTo(LogTimes.head(7) + entry(30, 6));
        Files.writeString(file(), times.text(7), StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(LogTimes.read(file(), 7).end()).isEqualTo(30);
    }
}
