package network.ara.up.cli;

import network.ara.up.manifest.ManifestSchema;
import network.ara.up.wire.Json;
import picocli.CommandLine.Command;

/** {@code ara-up schema}: what an editor needs to complete and check manifests. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of manifests, for editors.",
        footer = "%nWith the YAML language server, a manifest that begins with%n"
                + "  # yaml-language-server: $$schema=ara-up.schema.json%nis completed and checked as it is typed.")
final class SchemaCommand implements Runnable {

    private final Terminal terminal;

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        terminal.out().println(Json.indented(ManifestSchema.asJson()));
    }
}
