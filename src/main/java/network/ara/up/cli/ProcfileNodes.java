package network.ara.up.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.ara.up.manifest.EnvironmentFile;
import network.ara.up.manifest.ManifestText;

/** A manifest that says what a Procfile says. */
final class ProcfileNodes {

    private static final int FIRST_PORT = 5000;
    private static final int PORTS_OF_A_TYPE = 100;

    private ProcfileNodes() {}

    /**
     * @param folder of the manifest
     * @param home of the Procfile, in which its programs run
     */
    static ManifestText write(ManifestText text, String project, Path folder, Path home, Procfile procfile) {
        text.comment(
                "From a Procfile. Such programs answer no ping on the bus, so 'ready: none'. Better, for one that has a");
        text.comment("port: 'ready: {tcp: 5000}', and 'requires: [NAME]' for what has to be there before it.");
        text.key("name", project).open("nodes");
        Path variables = home.resolve(".env");
        int port = firstPort(variables);
        for (Procfile.Entry entry : procfile.entries()) {
            text.open(entry.name().text());
            text.key(entry.isPlain() ? "run" : "shell", entry.command());
            if (!home.equals(folder)) {
                text.key("cwd", Commands.path(folder, home));
            }
            if (Files.isRegularFile(variables)) {
                text.key("env_file", List.of(Commands.path(folder, variables)));
            }
            text.key("env", Map.of("PORT", String.valueOf(port)));
            text.word("ready", "none").close();
            port += PORTS_OF_A_TYPE;
        }
        return text.close();
    }

    /** As foreman: the file's own PORT is where counting begins. */
    private static int firstPort(Path variables) {
        try {
            return Integer.parseInt(EnvironmentFile.read(variables).getOrDefault("PORT", String.valueOf(FIRST_PORT)));
        } catch (IOException | EnvironmentFile.Flaw | NumberFormatException e) {
            return FIRST_PORT; // there is none, or 'check' will say what is wrong with it
        }
    }
}
