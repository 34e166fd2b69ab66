package network.ara.up.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import network.ara.up.model.NodeName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredLogTest {

    private static final NodeName A = new NodeName("a");
    private static final NodeName B = new NodeName("b");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final LogQuery ALL = new LogQuery(OptionalInt.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private Path folder;

    private LogFiles files;

    @BeforeEach
    void name() {
        files = new LogFiles(folder);
    }

    @Test
    void linesOfSeveralNodesComeInTheOrderOfTheirTimes() throws Exception {
        write(files.current(A), "a0 a3 a3 a9", 9);
        write(files.current(B), "b1 b3 b7", 7);

        assertThat(merged(ALL, A, B)).containsExactly("a0", "b1", "a3", "a3", "b3", "b7", "a9");
    }

    @Test
    void aClockThatIsSetBackReordersNoLinesOfANode() throws Exception {
        write(files.current(A), "a5 a2 a6", 6);
        write(files.current(B), "b3 b5", 5);

        assertThat(merged(ALL, A, B)).containsExactly("b3", "a5", "a2", "b5", "a6");
    }

    @Test
    void whatWasPutAsideComesFirst() throws Exception {
        write(files.older(A), "a1 a2 a3", 3);
        write(files.current(A), "a4 a5", 5);

        assertThat(merged(ALL, A)).containsExactly("a1", "a2", "a3", "a4", "a5");
        assertThat(merged(last(2), A)).containsExactly("a4", "a5");
        assertThat(merged(last(4), A)).containsExactly("a2", "a3", "a4", "a5");
        assertThat(merged(last(9), A)).hasSize(5);
        assertThat(merged(last(0), A)).isEmpty();
    }

    @Test
    void whatWasWrittenBeforeATimeIsLeftOut() throws Exception {
        write(files.older(A), "a1 a2", 2);
        write(files.current(A), "a4 a5 a8", 8);

        assertThat(merged(since(0), A)).containsExactly("a1", "a2", "a4", "a5", "a8");
        assertThat(merged(since(2), A)).containsExactly("a2", "a4", "a5", "a8");
        assertThat(merged(since(5), A)).containsExactly("a5", "a8");
        assertThat(merged(since(6), A)).containsExactly("a8");
        assertThat(merged(since(9), A)).isEmpty();
        assertThat(merged(new LogQuery(OptionalInt.of(1), Optional.of(time(2)), Optional.empty()), A))
                .containsExactly("a8");
    }

    @Test
    void theLastOfWhatIsFoundAreCounted() throws Exception {
        write(files.older(A), "a1 a2 a11", 12);
        write(files.current(A), "a13 a2 a14 a5", 15);

        assertThat(merged(grep("a1", OptionalInt.empty()), A)).containsExactly("a1", "a11", "a13", "a14");
        assertThat(merged(grep("a1", OptionalInt.of(3)), A)).containsExactly("a11", "a13", "a14");
        assertThat(merged(grep("a1", OptionalInt.of(0)), A)).isEmpty();
        assertThat(merged(grep("a1", OptionalInt.of(9)), A)).hasSize(4);
        assertThat(merged(grep("^b", OptionalInt.empty()), A)).isEmpty();
    }

    @Test
    void anExpressionThatRunsOutOfStackFindsNothing() throws Exception {
        Files.writeString(files.of(A), "x".repeat(60_000) + "\nshort\n");

        assertThat(merged(grep("^(x|y)*$|short", OptionalInt.empty()), A)).containsExactly("short");
    }

    @Test
    void aLastLineWithoutAnEndIsALineUnlessTheLogIsFollowed() throws Exception {
        Files.writeString(files.of(A), "one\ntwo");

        assertThat(merged(ALL, A)).containsExactly("one", "two");
        try (StoredLog log = StoredLog.openFollowed(files, A, ALL)) {
            assertThat(log.next())
                    .hasValueSatisfying(line -> assertThat(line.text()).isEqualTo("one"));
            assertThat(log.next()).isEmpty();
            assertThat(log.end()).isEqualTo(4);
        }
    }

    @Test
    void aNodeWithoutALogHasNoLines() throws Exception {
        assertThat(merged(ALL, A, B)).isEmpty();
        try (StoredLog log = StoredLog.openFollowed(files, A, last(5))) {
            assertThat(log.next()).isEmpty();
            assertThat(log.end()).isZero();
        }
    }

    /** Words are lines; the number in each is when it was written, in seconds. */
    private static void write(LogFiles.Part part, String words, int modified) throws Exception {
        Files.createFile(part.log());
        StringBuilder text = new StringBuilder();
        StringBuilder times = new StringBuilder();
        long inode = ((Number) Files.getAttribute(part.log(), "unix:ino")).longValue();
        for (String word : words.split(" ", -1)) {
            text.append(word).append('\n');
            times.append(LogTimes.entry(text.length(), time(Integer.parseInt(word.substring(1)))));
        }
        Files.writeString(part.log(), text);
        Files.setLastModifiedTime(part.log(), FileTime.from(time(modified)));
        Files.writeString(part.times(), LogTimes.head(inode) + times);
    }

    private static Instant time(int seconds) {
        return NOON.plusSeconds(seconds);
    }

    private static LogQuery last(int count) {
        return new LogQuery(OptionalInt.of(count), Optional.empty(), Optional.empty());
    }

    private static LogQuery since(int seconds) {
        return new LogQuery(OptionalInt.empty(), Optional.of(time(seconds)), Optional.empty());
    }

    private static LogQuery grep(String pattern, OptionalInt count) {
        return new LogQuery(count, Optional.empty(), Optional.of(Pattern.compile(pattern)));
    }

    private List<String> merged(LogQuery query, NodeName... names) throws Exception {
        List<StoredLog> logs = new ArrayList<>();
        for (NodeName name : names) {
            logs.add(StoredLog.open(files, name, query));
        }
        List<String> lines = new ArrayList<>();
        MergedLogs merged = new MergedLogs(logs);
        for (Optional<LogLine> line = merged.next(); line.isPresent(); line = merged.next()) {
            lines.add(line.get().text());
        }
        for (StoredLog log : logs) {
            log.close();
        }
        return lines;
    }
}
