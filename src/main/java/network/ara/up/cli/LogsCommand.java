package network.ara.up.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import network.ara.up.model.NodeName;
import network.ara.up.process.LogFiles;
import network.ara.up.process.LogFollower;
import network.ara.up.process.LogLine;
import network.ara.up.process.LogQuery;
import network.ara.up.process.MergedLogs;
import network.ara.up.process.StoredLog;
import network.ara.up.runtime.ProjectHome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ara-up logs}: what the nodes wrote, from their files: the project need not be up. */
@Command(
        name = "logs",
        description = {
            "Show what the nodes wrote, each line after its node's name.",
            "With NODEs: only theirs. In the order of time; the lines of one node stay in their order."
        })
final class LogsCommand implements Runnable {

    private static final int DEFAULT_LINES = 100;

    /** How often it is looked whether anybody still reads. */
    private static final int LINES_A_FLUSH = 4_096;

    private final Terminal terminal;

    @Mixin
    private ProjectChoice choice = new ProjectChoice();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written, until Ctrl-C")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "How many last lines of each node, of those that are found."
                    + " Default: 100; all with --since or --grep")
    private @Nullable Integer lines;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = SinceConverter.class,
            description = "Only what was written in the last 30s, 5m, 2h; or since 2026-11-23T09:30, in local time, or"
                    + " with a zone: 2026-11-23T09:30:00Z")
    private @Nullable Instant since;

    @Option(
            names = "--grep",
            paramLabel = "REGEX",
            description = "Only lines in which this regular expression of Java's is found")
    private @Nullable String grep;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}: a JSON object a line, with time, node, line. Default:"
                    + " ${DEFAULT-VALUE}")
    private LogStyle style = LogStyle.TEXT;

    @Option(names = "--times", description = "Begin each line with its time of day")
    private boolean times;

    LogsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        LogQuery query = new LogQuery(last(), Optional.ofNullable(since), pattern());
        try {
            ProjectHome home = choice.home(terminal);
            show(home.logs(), chosen(home), query);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.NODE_FAILED, "the logs can't be read: " + e.getMessage(), "see there", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private OptionalInt last() {
        if (lines == null) {
            return since == null && grep == null ? OptionalInt.of(DEFAULT_LINES) : OptionalInt.empty();
        } else if (lines < 0) {
            throw new CommandFailure(ExitCode.USAGE, "option '--lines' can't be '" + lines + "'", "write 0 or more");
        }
        return OptionalInt.of(lines);
    }

    private Optional<Pattern> pattern() {
        try {
            return Optional.ofNullable(grep).map(Pattern::compile);
        } catch (PatternSyntaxException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "option '--grep' can't be '" + grep + "': " + ErrorReport.lowerCase(e.getDescription())
                            + at(e.getIndex()),
                    "write a regular expression of Java's; '\\' before a character takes it as it is",
                    e);
        }
    }

    private static String at(int index) {
        return index < 0 ? "" : " at character " + (index + 1);
    }

    private List<NodeName> chosen(ProjectHome home) throws IOException {
        List<NodeName> known = home.logs().names();
        List<String> words = choice.nodes(terminal.cwd());
        Set<NodeName> chosen = new LinkedHashSet<>();
        for (String word : words) {
            List<NodeName> called = called(word, known);
            chosen.addAll(called);
            if (called.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "project '" + home.name() + "' has no log of '" + word + "'",
                        known.isEmpty() ? "nothing of it was booted yet" : "it has those of " + known);
            }
        }
        return words.isEmpty() ? known : List.copyOf(chosen);
    }

    /** The log of this name, or those of its instances. */
    private static List<NodeName> called(String word, List<NodeName> known) {
        List<NodeName> itself =
                known.stream().filter(name -> name.text().equals(word)).toList();
        Pattern instance = Pattern.compile(Pattern.quote(word) + "\\.[1-9]\\d{0,2}");
        return itself.isEmpty()
                ? known.stream()
                        .filter(name -> instance.matcher(name.text()).matches())
                        .toList()
                : itself;
    }

    private void show(LogFiles files, List<NodeName> names, LogQuery query) throws IOException, InterruptedException {
        LogPrinter printer = new LogPrinter(terminal, names, style, times);
        List<StoredLog> logs = new ArrayList<>();
        try {
            for (NodeName name : names) {
                logs.add(follow ? StoredLog.openFollowed(files, name, query) : StoredLog.open(files, name, query));
            }
            if (print(new MergedLogs(logs), printer) && follow) {
                List<Long> ends = logs.stream().map(StoredLog::end).toList();
                follow(files, names, ends, query, printer);
            }
        } finally {
            for (StoredLog log : logs) {
                log.close();
            }
        }
    }

    /** False where nobody reads it any more. */
    private static boolean print(MergedLogs merged, LogPrinter printer) throws IOException {
        int count = 0;
        for (Optional<LogLine> line = merged.next(); line.isPresent(); line = merged.next()) {
            printer.line(line.get());
            if (++count % LINES_A_FLUSH == 0 && !printer.flush()) {
                return false;
            }
        }
        return printer.flush();
    }

    private static void follow(
            LogFiles files, List<NodeName> names, List<Long> offsets, LogQuery query, LogPrinter printer)
            throws InterruptedException {
        CountDownLatch unread = new CountDownLatch(1);
        try (LogFollower follower = new LogFollower()) {
            for (int i = 0; i < names.size(); i++) {
                Path log = files.of(names.get(i));
                LogFollower.Following unused =
                        printer.follow(follower, names.get(i), log, offsets.get(i), query::accepts, unread::countDown);
            }
            unread.await();
        }
    }
}
