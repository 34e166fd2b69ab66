package network.ara.up.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import network.ara.up.model.NodeName;
import network.ara.up.process.LogFollower;
import network.ara.up.runtime.ProjectHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ara-up logs}: what the nodes wrote, from their files: the project need not be up. */
@Command(
        name = "logs",
        description = {"Show what the nodes wrote, each line after its node's name.", "With NODEs: only theirs."})
final class LogsCommand implements Runnable {

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
            description = "How many last lines of each node. Default: ${DEFAULT-VALUE}")
    private int lines = 100;

    LogsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        if (lines < 0) {
            throw new CommandFailure(ExitCode.USAGE, "option '--lines' can't be '" + lines + "'", "write 0 or more");
        }
        try {
            ProjectHome home = choice.home(terminal);
            show(home, chosen(home));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.NODE_FAILED, "the logs can't be read: " + e.getMessage(), "see there", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<NodeName> chosen(ProjectHome home) throws IOException {
        List<NodeName> known = known(home);
        List<String> words = choice.nodes(terminal.cwd());
        for (String word : words) {
            if (known.stream().noneMatch(name -> name.text().equals(word))) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "project '" + home.name() + "' has no log of '" + word + "'",
                        known.isEmpty() ? "nothing of it was booted yet" : "it has those of " + known);
            }
        }
        return words.isEmpty() ? known : words.stream().map(NodeName::new).toList();
    }

    private static List<NodeName> known(ProjectHome home) throws IOException {
        try (Stream<Path> files = Files.list(home.logs().directory())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".log"))
                    .map(file -> new NodeName(file.substring(0, file.length() - ".log".length())))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private void show(ProjectHome home, List<NodeName> names) throws IOException, InterruptedException {
        boolean colour = terminal.coloursOut();
        LogPrinter printer = new LogPrinter(terminal.out(), names, colour);
        if (!follow) {
            for (NodeName name : names) {
                printer.last(name, home.logs().of(name), lines);
            }
            return;
        }
        try (LogFollower follower = new LogFollower()) {
            for (NodeName name : names) {
                LogFollower.Following unused =
                        printer.follow(follower, name, home.logs().of(name), lines);
            }
            new CountDownLatch(1).await();
        }
    }
}
