package network.ara.up.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ara-up bus monitor|record|replay}: the messages that pass. */
@Command(
        name = "bus",
        description = "Show, record or replay the messages between nodes.",
        subcommands = {BusCommand.MonitorCommand.class, BusCommand.RecordCommand.class, BusCommand.ReplayCommand.class})
final class BusCommand implements Runnable {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    BusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what of the bus? 'monitor', 'record' or 'replay'");
    }

    /** One that follows: when such a one ended as the leader, all would have to move. */
    private Bus bus() {
        BusOptions options = Projects.busOptions(terminal.environment());
        return Bus.open(options.withMayLead(false));
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What passes, live. */
    @Command(
            name = "monitor",
            description = {
                "Show each message as it passes, until Ctrl-C: time, from, to, event, function, id, duration, size.",
                "With NODEs: only what they say or are told. Names are claims. Of a node that nobody has heard of, the"
                        + " first message may be missed."
            })
    static final class MonitorCommand implements Runnable {

        @ParentCommand
        private BusCommand parent;

        @Parameters(arity = "0..*", paramLabel = "NODE", description = "Names of nodes")
        private List<String> names = new ArrayList<>();

        @Option(names = "--params", description = "Show parameters and results, too. They may be secret")
        private boolean params;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FORMAT",
                description = "${COMPLETION-CANDIDATES}; json is an object a line. Default: ${DEFAULT-VALUE}")
        private OutputFormat output = OutputFormat.TABLE;

        @Override
        @SuppressWarnings("try") // it listens by itself
        public void run() {
            CountDownLatch end = new CountDownLatch(1);
            Interrupts.listen(code -> end.countDown());
            MonitorLine lines = new MonitorLine(params);
            try (Printer printer = new Printer(parent.terminal.err());
                    Wiretap tap = new Wiretap(parent.bus(), names, heard -> {
                        String line = lines.of(heard, output);
                        if (names.isEmpty() || names.stream().anyMatch(heard::isOf)) {
                            printer.print(parent.terminal.out(), line);
                        }
                    })) {
                tap.awaitJoined();
                parent.terminal.err().println("listening; Ctrl-C ends it");
                parent.terminal.err().flush();
                await(end);
            }
        }
    }

    /** What passes, into a file. */
    @Command(
            name = "record",
            description = {
                "Write each message to a new file, until Ctrl-C: a line of JSON each, with its time and all that it says.",
                "Only the file's owner may read it: parameters and results may be secret."
            })
    static final class RecordCommand implements Runnable {

        @ParentCommand
        private BusCommand parent;

        @Parameters(index = "0", paramLabel = "FILE", description = "The file to write; it must not exist")
        private Path file;

        @Option(
                names = "--limit",
                paramLabel = "N",
                description = "End after so many messages. Default: ${DEFAULT-VALUE}; after 1 GiB in any case")
        private int limit = 100_000;

        @Override
        public void run() {
            CountDownLatch end = new CountDownLatch(1);
            Interrupts.listen(code -> end.countDown());
            Path path = parent.terminal.cwd().resolve(file);
            try (Recording recording = Recording.begin(path, limit, end::countDown)) {
                try (Wiretap tap = new Wiretap(parent.bus(), List.of(), recording::add)) {
                    tap.awaitJoined();
                    parent.terminal.err().println("recording; Ctrl-C ends it");
                    parent.terminal.err().flush();
                    await(end);
                }
                parent.terminal.err().println(recording.end());
            } catch (FileAlreadyExistsException e) {
                throw new CommandFailure(
                        ExitCode.USAGE, "'" + path + "' exists already", "name another, or remove it", e);
            } catch (IOException e) {
                throw new CommandFailure(
                        ExitCode.NODE_FAILED, "'" + path + "' can't be written: " + e.getMessage(), "see there", e);
            }
        }
    }

    /** What was recorded, again. */
    @Command(
            name = "replay",
            description = {
                "Make the calls of a recording again, with their timing, and compare how they end with how they ended.",
                "The calls come from 'replay', and go to whoever has the names now; pings and messages that are not INC are"
                        + " sent, too, results, pongs and goodbyes are not. The exit code is 7 where a call ended otherwise."
            })
    static final class ReplayCommand implements Callable<Integer> {

        @ParentCommand
        private BusCommand parent;

        @Parameters(index = "0", paramLabel = "FILE", description = "As 'ara-up bus record' wrote it")
        private Path file;

        @Option(
                names = "--speed",
                paramLabel = "X",
                description = "So many times as fast as it was, or 'max': 64 calls at a time. Default: 1")
        private String speed = "1";

        @Option(names = "--only", paramLabel = "NODE", description = "Only what is for this node; may be repeated")
        private List<String> only = new ArrayList<>();

        @Option(names = "--params", description = "Show how calls ended that ended otherwise. It may be secret")
        private boolean params;

        @Override
        public Integer call() throws InterruptedException {
            Path path = parent.terminal.cwd().resolve(file);
            List<Recorded> messages = RecordingReader.read(path);
            BusOptions options = Projects.busOptions(parent.terminal.environment());
            try (Replay replay = new Replay(options.withMayLead(false), speed(), only)) {
                replay.awaitJoined();
                ReplaySummary summary = replay.run(messages);
                summary.differences(file, params).forEach(parent.terminal.out()::println);
                parent.terminal.out().println(summary.text());
                return summary.isAllSame() ? ExitCode.OK.number() : ExitCode.CALL_FAILED.number();
            }
        }

        /** Infinite for {@code max}. */
        private double speed() {
            try {
                double factor = speed.equals("max") ? Double.POSITIVE_INFINITY : Double.parseDouble(speed);
                if (factor > 0) {
                    return factor;
                }
            } catch (NumberFormatException e) {
                throw notASpeed();
            }
            throw notASpeed();
        }

        private CommandFailure notASpeed() {
            return new CommandFailure(
                    ExitCode.USAGE, "option '--speed' can't be '" + speed + "'", "write a number over 0, or max");
        }
    }

    /** Until a message was recorded, a recording is 0 s long. */
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
