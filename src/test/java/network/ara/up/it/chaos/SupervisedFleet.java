package network.ara.up.it.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Nodes of a manifest, started by {@code ara-up up -d}; who is started again when it is killed itself. */
public final class SupervisedFleet extends CallFleet {

    private final UnderTest araUp;

    public SupervisedFleet(Path folder, String run) throws IOException {
        super(folder, run);
        araUp = new UnderTest(folder, run, new Ledger(0));
    }

    @Override
    void start() throws IOException {
        StringBuilder text =
                new StringBuilder("name: ").append(ChaosProject.NAME).append("\nnodes:\n");
        for (String name : names()) {
            text.append("  ").append(name).append(":\n    run: ").append(quoted(command(name)));
            text.append("\n    env: {");
            text.append(environment(name).entrySet().stream()
                    .map(entry -> entry.getKey() + ": \"" + entry.getValue() + '"')
                    .collect(Collectors.joining(", ")));
            text.append(
                    "}\n    restart: {on: always, backoff: {initial: 50ms, factor: 1.5, max: 400ms}, limit: 1000 in 10s}\n");
            text.append("    calls: {deny: [stranger]}\n");
        }
        Files.writeString(folder.resolve("ara.yml"), text);
        araUp.up();
        int exitCode = araUp.awaitUp();
        if (exitCode != 0) {
            throw new AssertionError("up: exit code " + exitCode + ", see " + folder.resolve("up.out"));
        }
    }

    @Override
    void revive() throws IOException {
        if (!araUp.isUp()) {
            araUp.up();
        }
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(", ", "[", "]"));
    }
}
