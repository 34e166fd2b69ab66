package network.ara.up.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A supervisor that is measured. */
interface Peer {

    Path SERVICE = Path.of("target/bench-peers/bench-service").toAbsolutePath();

    String title();

    /** Whether it can start services in the order of their requirements. */
    boolean canOrder();

    /** Writes its configuration for the services into the folder; returns the command that runs them. */
    List<String> prepare(Path folder, Fleet fleet) throws IOException;

    /** What the command's environment has besides this one's. */
    default Map<String, String> environment(Path folder) {
        return Map.of();
    }

    /** The process that supervises, where that is not the command's. Only asked when all services are ready. */
    default long supervisor(Path folder, long command) throws IOException {
        return command;
    }

    /** What ends it and its services: a signal to the supervisor, such as TERM, or a command. */
    List<String> stop(Path folder, long supervisor);

    static List<String> signal(String name, long pid) {
        return List.of("/bin/kill", "-s", name, Long.toString(pid));
    }

    /** Where the services write what they do. */
    static Path events(Path folder) {
        return folder.resolve("events");
    }

    /** The words that run a service. */
    static List<String> service(Path folder, Fleet fleet, String name) {
        return new ArrayList<>(List.of(
                SERVICE.toString(), "serve", events(folder).toString(), name, Integer.toString(fleet.millis())));
    }

    /** Writes an executable {@code /bin/sh} script. */
    static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, "#!/bin/sh\n" + text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " can't be made executable");
        }
    }
}
