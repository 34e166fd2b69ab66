package network.ara.up.it.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Nodes that the test itself starts, so that one of them leads the bus. */
public final class SpawnedFleet extends CallFleet {

    private final Map<String, Process> processes = new HashMap<>();

    public SpawnedFleet(Path folder, String run) {
        super(folder, run);
    }

    @Override
    void start() throws IOException {
        revive();
    }

    @Override
    void revive() throws IOException {
        for (String name : names()) {
            Process process = processes.get(name);
            if (process == null || !process.isAlive()) {
                ProcessBuilder builder = new ProcessBuilder(command(name))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(
                                folder.resolve(name + ".out").toFile()));
                builder.environment().putAll(environment(name));
                processes.put(name, builder.start());
            }
        }
    }
}
