package network.ara.up.cli;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import network.ara.up.manifest.ManifestWriter;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ara-up config}: what the manifests say when all is put together. */
@Command(
        name = "config",
        description = {
            "Print the manifest as it is understood: includes, defaults, variables and looked-up nodes put in. The output"
                    + " is a manifest itself.",
            "With NODEs: only these."
        })
final class ConfigCommand implements Runnable {

    /** The values of {@code --output}. */
    enum Format {
        YAML,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Terminal terminal;

    @Mixin
    private ManifestArguments arguments = new ManifestArguments();

    @Option(names = "--defaults", description = "Write also what holds without being written")
    private boolean defaults;

    @Option(
            names = "--show-secrets",
            description = "Do not mask the values of variables named PASSWORD, TOKEN, SECRET, KEY and the like")
    private boolean showSecrets;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Format output = Format.YAML;

    ConfigCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        Project project = Project.read(arguments.manifests(terminal.cwd()), terminal);
        ManifestWriter writer = showSecrets
                ? ManifestWriter.showingAll(defaults)
                : ManifestWriter.masking(defaults, terminal.environment());
        String name = project.manifest().project();
        Collection<NodeSpec> nodes = chosen(project);
        if (output == Format.JSON) {
            terminal.out().println(Json.text(writer.tree(name, nodes)));
        } else {
            terminal.out().print(writer.yaml(name, nodes));
        }
    }

    private Collection<NodeSpec> chosen(Project project) {
        List<String> words = arguments.nodes(terminal.cwd());
        Set<NodeName> names = new LinkedHashSet<>();
        words.forEach(word ->
                project.nodes(word).forEach(name -> names.add(project.spec(name).busName())));
        return project.manifest().written().values().stream()
                .filter(node -> words.isEmpty() || names.contains(node.name()))
                .toList();
    }
}
