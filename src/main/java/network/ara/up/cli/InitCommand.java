package network.ara.up.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.ara.up.manifest.Manifest;
import network.ara.up.manifest.ManifestText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ara-up init}: a first manifest, to be read and changed. */
@Command(
        name = "init",
        description = {
            "Write a first manifest, with comments: a small one that works at once, or what a Procfile says, or what runs"
                    + " on this machine now. A file that exists is not overwritten."
        })
final class InitCommand implements Runnable {

    private static final String NOTHING = "";
    private static final String PING = "ping";
    private static final String STANDARD_OUTPUT = "-";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Terminal terminal;

    @Option(
            names = "--from",
            paramLabel = "SOURCE",
            description = "'" + PING + "': the nodes that answer now; else the path of a Procfile. Default: neither")
    private String source = NOTHING;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it; '-' is standard output. Default: ./" + ManifestArguments.DEFAULT_MANIFEST)
    private String output = ManifestArguments.DEFAULT_MANIFEST;

    @Option(names = "--force", description = "Overwrite the file")
    private boolean force;

    InitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        Path target = path(output);
        if (!isPrinted() && !force && Files.exists(target)) {
            throw exists(target);
        }
        ManifestText text = manifest(isPrinted() ? terminal.cwd().toAbsolutePath() : folder(target));
        if (isPrinted()) {
            terminal.out().print(text);
        } else {
            write(target, text.toString());
            String up = output.equals(ManifestArguments.DEFAULT_MANIFEST) ? "ara-up" : "ara-up " + output;
            terminal.err().println("wrote " + output + "; '" + up + "' boots it");
        }
    }

    private boolean isPrinted() {
        return output.equals(STANDARD_OUTPUT);
    }

    private ManifestText manifest(Path folder) {
        ManifestText text = new ManifestText();
        String project = Manifest.nameOf(folder.normalize());
        if (source.equals(NOTHING)) {
            return FirstManifest.write(text, project, folder);
        } else if (source.equals(PING)) {
            return found(text, project, folder);
        }
        Path file = path(source);
        Procfile procfile = read(file);
        return ProcfileNodes.write(text, project, folder, folder(file), procfile);
    }

    private ManifestText found(ManifestText text, String project, Path folder) {
        Map<String, String> environment = terminal.environment();
        int busPort = Projects.busOptions(environment).port();
        return FoundNodes.write(text, project, folder, busPort, PingCommand.ask(environment, List.of(), PATIENCE));
    }

    private Procfile read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "there is no file '" + source + "'", "name a Procfile, or '" + PING + "'", e);
        } catch (CharacterCodingException e) {
            throw new CommandFailure(ExitCode.USAGE, "'" + source + "' is not UTF-8", "save the file as UTF-8", e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "'" + source + "' can't be read: " + e.getMessage(), "name a Procfile", e);
        }
        Procfile procfile = Procfile.parse(text, source);
        List<String> lines = text.lines().toList();
        terminal.err()
                .print(new ProblemPrinter(
                                position -> Optional.of(lines.get(position.line() - 1)), terminal.coloursErr())
                        .print(procfile.problems()));
        if (!procfile.problems().isEmpty()) {
            throw new CommandFailure(ExitCode.INVALID_MANIFEST);
        }
        if (procfile.entries().isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "'" + source + "' names no process", "write lines such as 'web: node web.js'");
        }
        return procfile;
    }

    private void write(Path target, String text) {
        OpenOption how = force ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.CREATE_NEW;
        OpenOption make = force ? StandardOpenOption.CREATE : StandardOpenOption.WRITE;
        try {
            Files.writeString(target, text, StandardOpenOption.WRITE, how, make);
        } catch (FileAlreadyExistsException e) {
            throw exists(target);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the folder of '" + output + "' does not exist",
                    "create it, or name another file with '-o'",
                    e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "'" + output + "' can't be written: " + e.getMessage(),
                    "name another with '-o'",
                    e);
        }
    }

    private CommandFailure exists(Path target) {
        String what = Files.isDirectory(target) ? "is a folder" : "is there already";
        return new CommandFailure(
                ExitCode.USAGE,
                "'" + output + "' " + what,
                "name another file with '-o', or overwrite it with '--force'");
    }

    private Path path(String name) {
        try {
            return terminal.cwd().resolve(name);
        } catch (InvalidPathException e) {
            throw new CommandFailure(ExitCode.USAGE, "'" + name + "' is no path", "name a file", e);
        }
    }

    private static Path folder(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.getParent() == null ? absolute : absolute.getParent();
    }
}
