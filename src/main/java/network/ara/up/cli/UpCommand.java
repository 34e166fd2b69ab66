package network.ara.up.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import network.ara.up.graph.Selection;
import network.ara.up.model.NodeName;
import network.ara.up.runtime.ControlClient;
import network.ara.up.runtime.ProjectHome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ara-up MANIFEST}: the main job. */
@Command(
        name = "up",
        description = {
            "Ask which nodes run already, boot the missing ones as soon as what they require is ready, and supervise them.",
            "With NODEs: only these, and what they need. Ctrl-C stops what this run started, in reverse order; a second"
                    + " Ctrl-C kills. Where the project is up already, this attaches to it, and Ctrl-C leaves it running."
        })
final class UpCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ManifestArguments arguments = new ManifestArguments();

    @Option(
            names = {"-d", "--detach", "--wait"},
            description = "Return when all nodes have come to rest, and leave them and their supervisor running")
    private boolean detach;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "With '-d': return after this time at the latest, with exit code 124")
    private @Nullable Duration timeout;

    @Option(names = "--parallel", paramLabel = "N", description = "How many nodes may be starting at a time")
    private int parallel = Integer.MAX_VALUE;

    @Option(names = "--no-deps", description = "Only the named nodes, without what they need")
    private boolean noDependencies;

    @Option(
            names = "--http",
            paramLabel = "[HOST:]PORT",
            description =
                    "Take calls over HTTP, too: 'POST /call/NODE/FUNCTION' with a token, of which it is said in which"
                            + " file it is. On 127.0.0.1 unless a HOST is named. Also by ARA_UP_HTTP")
    private @Nullable String http;

    @Option(names = "--in-background", hidden = true)
    private boolean inBackground;

    UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        List<String> words = arguments.nodes(terminal.cwd());
        if (parallel < 1) {
            throw new CommandFailure(ExitCode.USAGE, "option '--parallel' can't be " + parallel, "write 1 or more");
        } else if (noDependencies && words.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "option '--no-deps' needs names of nodes", "name them");
        } else if (timeout != null && !detach) {
            throw new CommandFailure(ExitCode.USAGE, "option '--timeout' is for '-d'", "add '-d', or leave it out");
        }
        Project project = Project.read(arguments.manifests(terminal.cwd()), terminal);
        List<NodeName> named = project.nodes(words);
        Selection selection = new Selection(named, Set.of(), !noDependencies);
        if (selection.of(project.graph()).isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "all nodes of " + project.shown() + " are booted only by name", "name one of them");
        }
        ProjectHome home = project.home(terminal);
        GatewayChoice gateway = GatewayChoice.of(http, home, terminal.environment());
        gateway.requireNoNodeOfItsName(project);
        if (ControlClient.isServed(home.socket())) {
            requireNoGateway();
            return join(new Attachment(terminal, home), named);
        } else if (detach) {
            List<String> again = Background.words(project, named, parallel, noDependencies);
            if (http != null) {
                again.addAll(List.of("--http", http));
            }
            int exitCode = new Background(terminal, home).start(again, named, timeout);
            gateway.told().ifPresent(terminal.err()::println);
            return exitCode;
        }
        return new UpRun(terminal, project, selection, parallel, gateway).run(inBackground);
    }

    private void requireNoGateway() {
        if (http != null) {
            throw new CommandFailure(
                    ExitCode.TAKEN,
                    "the project is up already, and '--http' is for its start",
                    "'ara-up down' first, or leave it out");
        }
    }

    private int join(Attachment attachment, List<NodeName> named) throws IOException {
        int code = attachment.startAlso(named);
        if (code != ExitCode.OK.number()) {
            return code;
        } else if (!detach) {
            return attachment.follow();
        }
        return attachment
                .untilSettled(false, Optional.ofNullable(timeout))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NODE_FAILED,
                        "the supervisor ended before all nodes had come to rest",
                        "its nodes go on; 'ara-up up' takes them over, 'ara-up down' stops them"));
    }
}
