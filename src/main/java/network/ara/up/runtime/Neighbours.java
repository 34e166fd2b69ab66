package network.ara.up.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import network.ara.up.model.NodeName;
import network.ara.up.process.RuntimeDirectories;

/** The projects of this user that are up, found by asking their control sockets. */
public final class Neighbours {

    private static final String SUFFIX = ".sock";
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private Neighbours() {}

    /** A project that is up. Must be closed. */
    public record Up(String name, ControlClient client) {}

    /** All that answer, by name. */
    public static List<Up> up(RuntimeDirectories directories) throws IOException {
        List<Path> sockets;
        try (Stream<Path> files = Files.list(directories.runtime())) {
            sockets = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        List<Up> up = new ArrayList<>();
        for (Path socket : sockets) {
            String file = socket.getFileName().toString();
            String name = file.substring(0, file.length() - SUFFIX.length());
            Optional<ControlClient> client = ControlClient.connect(socket);
            client.ifPresent(connected -> up.add(new Up(name, connected)));
        }
        return up;
    }

    /**
     * The nodes that other projects use now and have not started themselves, with which project does, as the subject of a
     * sentence. One that does not answer in 1 s is left out: it can't be told what it needs.
     */
    public static Map<NodeName, String> needs(ProjectHome home) throws IOException {
        Map<NodeName, String> needs = new LinkedHashMap<>();
        for (Up other : up(home.directories())) {
            try (ControlClient client = other.client()) {
                if (!other.name().equals(home.name())) {
                    int unused = client.requestWithin(Map.of("command", "uses"), PATIENCE, line -> {
                        if (line.get("node") instanceof String node) {
                            needs.put(new NodeName(node), "project '" + other.name() + "'");
                        }
                    });
                }
            } catch (IOException | RuntimeException e) {
                System.getLogger(Neighbours.class.getName())
                        .log(System.Logger.Level.WARNING, "event=neighbour-silent project=" + other.name(), e);
            }
        }
        return needs;
    }
}
