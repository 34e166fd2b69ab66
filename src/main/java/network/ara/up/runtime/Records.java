package network.ara.up.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import network.ara.up.model.NodeName;
import network.ara.up.process.LaunchedProcess;
import network.ara.up.process.ProcessGroup;
import network.ara.up.process.ProcessIdentity;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a project remembers of the processes that it started, so that its next run can tell whose they are: a small file
 * a node. A record proves nothing by itself: pid, start time and boot id are compared with the kernel's.
 *
 * <p>Thread: any; one at a time for a node.
 */
final class Records {

    /**
     * A process that was started.
     *
     * @param logOffset in bytes, where its output begins in the node's log
     */
    record Remembered(ProcessIdentity identity, long logOffset) {}

    private final Path directory;

    Records(Path directory) {
        this.directory = directory;
    }

    /** Replaces the record as a whole: a reader sees the old one or the new one. */
    void remember(NodeName node, LaunchedProcess process) throws IOException {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("process", process.identity().format());
        record.put("logOffset", process.logOffset());
        Files.createDirectories(directory);
        Path temporary = directory.resolve(node + ".json.new");
        Files.write(temporary, Json.bytes(record));
        Files.move(temporary, file(node), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The remembered process, if exactly that one still runs, or what it started does. */
    Optional<Remembered> living(NodeName node) {
        return read(node)
                .filter(record -> record.identity().pid() > 1)
                .filter(record -> record.identity().isAlive()
                        || !ProcessGroup.ledBy(record.identity()).isEmpty());
    }

    /** All nodes that something is remembered of. */
    List<NodeName> nodes() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".json"))
                    .map(file -> new NodeName(file.substring(0, file.length() - ".json".length())))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    void forget(NodeName node) throws IOException {
        Files.deleteIfExists(file(node));
    }

    private Optional<Remembered> read(NodeName node) {
        try {
            return Json.parse(Files.readAllBytes(file(node))) instanceof Map<?, ?> record
                    ? parse(record)
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // Fail closed: a record that can't be read proves nothing, and nothing is signalled because of it.
            System.getLogger(Records.class.getName())
                    .log(System.Logger.Level.WARNING, "event=record-unreadable node=" + node, e);
            return Optional.empty();
        }
    }

    private static Optional<Remembered> parse(Map<?, ?> record) {
        long offset = record.get("logOffset") instanceof Number number ? number.longValue() : 0;
        return Optional.ofNullable(record.get("process"))
                .flatMap(text -> ProcessIdentity.parse(text.toString()))
                .map(identity -> new Remembered(identity, offset));
    }

    private Path file(NodeName node) {
        return directory.resolve(node + ".json");
    }
}
