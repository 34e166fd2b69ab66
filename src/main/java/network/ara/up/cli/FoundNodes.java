package network.ara.up.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import network.ara.up.manifest.ManifestText;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.process.ListeningPort;
import network.ara.up.process.RunningProgram;
import network.ara.up.wire.Census;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Mailbox;

/** A manifest that boots again what runs on this machine now. */
final class FoundNodes {

    private static final String MAIN_CLASS = Main.class.getName();

    private final ManifestText text;
    private final Path folder;
    private final int busPort;
    private final Map<String, IncMessage.Pong> pongs = new TreeMap<>();

    private FoundNodes(ManifestText text, Path folder, int busPort) {
        this.text = text;
        this.folder = folder;
        this.busPort = busPort;
    }

    /**
     * @param folder of the manifest
     * @param busPort is no port of a node, though one of them listens there
     * <p>Errors: {@link CommandFailure} where none was found.
     */
    static ManifestText write(
            ManifestText text, String project, Path folder, int busPort, List<Census.Answer> answers) {
        FoundNodes found = new FoundNodes(text, folder, busPort);
        for (Census.Answer answer : answers) {
            answer.pong()
                    .name()
                    .filter(name -> !name.equals(Mailbox.LAUNCHER)
                            && NodeName.flaw(name).isEmpty())
                    .ifPresent(name -> found.pongs.putIfAbsent(name, answer.pong()));
        }
        if (found.pongs.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "no node is running", "'ara-up init' writes a manifest for a beginning");
        }
        return found.write(project);
    }

    private ManifestText write(String project) {
        text.comment(
                "What answered 'ara-up ping', as the kernel says that it was started. The environment of a node is not here,");
        text.comment("since it may hold secrets: what a node needs of it belongs into its 'env'.");
        text.key("name", project).open("nodes");
        pongs.forEach(this::node);
        return text.close();
    }

    private void node(String name, IncMessage.Pong pong) {
        text.open(name);
        Optional<RunningProgram> program =
                pong.pid().isPresent() ? RunningProgram.of(pong.pid().getAsLong()) : Optional.empty();
        if (program.isPresent()) {
            ports(pong.pid().orElseThrow());
            launch(program.get());
        } else {
            text.comment("it did not say, or this user may not see, which process it is: ara-up does not start it");
            text.word("external", "true");
        }
        requirements(name, pong);
        text.close();
    }

    private void ports(long pid) {
        List<ListeningPort> ports = ListeningPort.of(pid).stream()
                .filter(port -> port.port() != busPort)
                .sorted()
                .toList();
        if (!ports.isEmpty()) {
            text.comment(
                    "listens on " + ports.stream().map(ListeningPort::toString).collect(Collectors.joining(", ")));
        }
    }

    private void launch(RunningProgram program) {
        Optional<List<String>> builtin = builtin(program.argv());
        if (builtin.isPresent()) {
            Commands.write(text, "builtin", builtin.get());
        } else {
            Commands.write(text, "run", program.argv());
            if (!program.cwd().equals(folder)) {
                text.key("cwd", Commands.path(folder, program.cwd()));
            }
        }
    }

    /** The type and the flags of {@code ara-up node TYPE FLAGS...}; its name is that of the node. */
    private static Optional<List<String>> builtin(List<String> argv) {
        for (int i = 1; i + 1 < argv.size(); i++) {
            String before = argv.get(i - 1);
            boolean isOurs = before.endsWith("ara-up.jar") || before.equals(MAIN_CLASS) || before.endsWith("/ara-up");
            if (isOurs && argv.get(i).equals("node") && Launch.Builtin.TYPES.contains(argv.get(i + 1))) {
                List<String> words = new ArrayList<>(argv.subList(i + 1, argv.size()));
                int name = words.indexOf("--name");
                if (name >= 0 && name + 1 < words.size()) {
                    words.subList(name, name + 2).clear();
                }
                return Optional.of(words);
            }
        }
        return Optional.empty();
    }

    private void requirements(String name, IncMessage.Pong pong) {
        List<String> others = pong.requires().stream()
                .distinct()
                .filter(other -> !other.equals(name))
                .toList();
        List<String> there = others.stream().filter(pongs::containsKey).toList();
        if (!there.isEmpty()) {
            text.key("requires", there);
        }
        others.stream()
                .filter(other -> !pongs.containsKey(other))
                .forEach(other -> text.comment("also requires '" + other + "', which did not answer"));
    }
}
