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
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.LaunchToken;
import network.ara.up.process.LaunchedProcess;
import network.ara.up.process.NodeFiles;
import network.ara.up.process.ProcessGroup;
import network.ara.up.process.ProcessIdentity;
import network.ara.up.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a project remembers of the processes that it started, so that its next run can tell whose they are: a small file
 * a node, written before the launch and again when the process is known, so that no moment is left in which a supervisor
 * could be killed and its node be lost. A record proves nothing by itself: pid, start time and boot id, or the token in
 * the process's environment, are compared with the kernel's.
 *
 * <p>Of a task that has completed it holds that instead.
 *
 * <p>Thread: any; one at a time for a node.
 */
final class Records {

    /**
     * A process that was started.
     *
     * @param logOffset in bytes, where its output begins in the node's log
     * @param fingerprint of what it was started as: {@link NodeEnvironment#fingerprint}
     * @param ports that it was given, by name
     */
    record Remembered(ProcessIdentity identity, long logOffset, String fingerprint, Map<String, Integer> ports) {
        Remembered {
            ports = Map.copyOf(ports);
        }
    }

    /**
     * A start that is to be remembered before and after it.
     *
     * @param ports that it is given, by name
     */
    record Start(NodeSpec spec, LaunchToken token, String fingerprint, Map<String, Integer> ports) {}

    private static final String SUFFIX = ".json";

    private final Path directory;

    Records(Path directory) {
        this.directory = directory;
    }

    /** A process is about to be started. */
    void intend(Start start, long logOffset) throws IOException {
        write(start.spec().name(), launch(start, logOffset));
    }

    /** The process was started. */
    void remember(Start start, LaunchedProcess process) throws IOException {
        Map<String, @Nullable Object> record = launch(start, process.logOffset());
        record.put("process", process.identity().format());
        write(start.spec().name(), record);
    }

    private static Map<String, @Nullable Object> launch(Start start, long logOffset) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("token", start.token().text());
        record.put("fingerprint", start.fingerprint());
        record.put("logOffset", logOffset);
        record.put("ports", start.ports());
        record.putAll(RememberedSpec.write(start.spec()));
        return record;
    }

    /** The task has completed. */
    void rememberDone(NodeName node, String fingerprint) throws IOException {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("done", fingerprint);
        write(node, record);
    }

    boolean isDone(NodeName node, String fingerprint) {
        return fingerprint.equals(content(node).get("done"));
    }

    /** Replaces the record as a whole: a reader sees the old one or the new one. */
    private void write(NodeName node, Map<String, @Nullable Object> record) throws IOException {
        Files.createDirectories(directory);
        Path temporary = directory.resolve(node + SUFFIX + ".new");
        Files.write(temporary, Json.bytes(record));
        Files.move(temporary, file(node), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The remembered process, if exactly that one still runs, or what it started does. */
    Optional<Remembered> living(NodeName node) {
        return parse(content(node))
                .filter(record -> record.identity().pid() > 1)
                .filter(record -> record.identity().isAlive()
                        || !ProcessGroup.ledBy(record.identity()).isEmpty());
    }

    /** All nodes whose remembered process still runs, as far as a stop without their manifest has to know them. */
    List<NodeSpec> specs() {
        Map<NodeName, Map<?, ?>> records = new LinkedHashMap<>();
        names().forEach(name -> {
            Map<?, ?> record = content(name);
            if (living(name).isPresent()) {
                records.put(name, record);
            }
        });
        return RememberedSpec.read(records);
    }

    private List<NodeName> names() {
        try {
            return NodeFiles.names(directory, SUFFIX);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Whether the record is of this process, and not of one that another ara-up has started since. */
    boolean isOf(NodeName node, ProcessIdentity process) {
        return parse(content(node))
                .filter(record -> record.identity().equals(process))
                .isPresent();
    }

    void forget(NodeName node) throws IOException {
        Files.deleteIfExists(file(node));
    }

    /** The project is down: what its tasks have done is done anew by its next run. */
    void forgetDone() throws IOException {
        for (NodeName name : names()) {
            if (content(name).containsKey("done")) {
                forget(name);
            }
        }
    }

    /** Empty where there is no record, or none that can be read. */
    private Map<?, ?> content(NodeName node) {
        try {
            return Json.parse(Files.readAllBytes(file(node))) instanceof Map<?, ?> record ? record : Map.of();
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException | IllegalArgumentException e) {
            // Fail closed: a record that can't be read proves nothing, and nothing is signalled because of it.
            System.getLogger(Records.class.getName())
                    .log(System.Logger.Level.WARNING, "event=record-unreadable node=" + node, e);
            return Map.of();
        }
    }

    private static Optional<Remembered> parse(Map<?, ?> record) {
        long offset = record.get("logOffset") instanceof Number number ? number.longValue() : 0;
        String fingerprint = record.get("fingerprint") instanceof String text ? text : "";
        Optional<ProcessIdentity> process = record.get("process") instanceof String text
                ? ProcessIdentity.parse(text)
                : Optional.ofNullable(record.get("token")).flatMap(token -> new LaunchToken(token.toString()).find());
        return process.map(identity -> new Remembered(identity, offset, fingerprint, ports(record.get("ports"))));
    }

    private static Map<String, Integer> ports(@Nullable Object recorded) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        if (recorded instanceof Map<?, ?> map) {
            map.forEach((name, number) -> {
                if (number instanceof Number port) {
                    ports.put(String.valueOf(name), port.intValue());
                }
            });
        }
        return ports;
    }

    private Path file(NodeName node) {
        return directory.resolve(node + SUFFIX);
    }
}
