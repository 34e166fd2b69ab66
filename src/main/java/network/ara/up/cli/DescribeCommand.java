package network.ara.up.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.ara.up.inc.CallOptions;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.RuntimeDirectories;
import network.ara.up.runtime.ControlClient;
import network.ara.up.runtime.Neighbours;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ara-up describe}: all that is known of one node. */
@Command(
        name = "describe",
        description = {
            "Show what is known of a node: what it offers, needs and says of itself, who may call it, and who has.",
            "Needs no project that is up, and no manifest: whoever knows something of the node is asked."
        })
final class DescribeCommand implements Runnable {

    private final Terminal terminal;

    @Mixin
    private ManifestArguments arguments = new ManifestArguments();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long the node has to answer. Default: 5s, the RFC's limit")
    private Duration timeout = Duration.ofSeconds(5);

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private OutputFormat output = OutputFormat.TABLE;

    DescribeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        String name = arguments.node(terminal.cwd());
        NodeDescription description = new NodeDescription(
                name,
                spec(name),
                supervised(name),
                NodeWord.of(name, terminal, CallOptions.DEFAULTS.withTimeout(timeout)),
                BrokerFigures.ask(terminal));
        if (!description.isKnown()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "nobody knows a node '" + name + "'",
                    "'ara-up ping' shows who is there, 'ara-up ps' who is supervised");
        }
        terminal.out().print(output == OutputFormat.JSON ? Json.text(description.json()) + "\n" : description.text());
    }

    /** As the manifest has it, if there is one, and it has it. */
    private Optional<NodeSpec> spec(String name) {
        ManifestArguments manifests = arguments.without(name);
        if (!manifests.hasManifest(terminal.cwd())) {
            return Optional.empty();
        }
        return Project.readOfRunning(manifests.manifests(terminal.cwd()), terminal).graph().nodes().stream()
                .filter(node -> node.isCalled(name))
                .findFirst();
    }

    /** The lines that supervisors have of it; several where it has instances, or is used by several projects. */
    private List<Map<String, @Nullable Object>> supervised(String name) {
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        try {
            for (Neighbours.Up up : Neighbours.up(RuntimeDirectories.of(terminal.environment()))) {
                try (ControlClient client = up.client()) {
                    SupervisorClient.ps(client).stream()
                            .filter(line -> isOf(name, String.valueOf(line.get("node"))))
                            .forEach(found::add);
                }
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NODE_FAILED, "the supervisor did not answer: " + e.getMessage(), "try again", e);
        }
        return found;
    }

    /** An instance is called as its node, with a number behind. */
    private static boolean isOf(String name, String line) {
        return line.equals(name)
                || (line.startsWith(name + ".")
                        && line.substring(name.length() + 1).matches("[0-9]+"));
    }
}
