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
import network.ara.up.graph.DependencyGraph;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;
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

    private static final SourcePosition NO_MANIFEST = new SourcePosition("(no manifest)", 1, 1, 1);

    private final Path directory;

    Records(Path directory) {
        this.directory = directory;
    }

    /** Replaces the record as a whole: a reader sees the old one or the new one. */
    void remember(NodeSpec spec, LaunchedProcess process) throws IOException {
        NodeName node = spec.name();
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("process", process.identity().format());
        record.put("logOffset", process.logOffset());
        record.put("persistent", spec.isPersistent());
        record.put("requires", requirements(spec));
        Files.createDirectories(directory);
        Path temporary = directory.resolve(node + ".json.new");
        Files.write(temporary, Json.bytes(record));
        Files.move(temporary, file(node), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<String> requirements(NodeSpec spec) {
        return spec.dependencies().stream()
                .filter(dependency -> dependency.kind() == Dependency.Kind.REQUIRES)
                .map(dependency -> dependency.target().text())
                .toList();
    }

    /** The remembered process, if exactly that one still runs, or what it started does. */
    Optional<Remembered> living(NodeName node) {
        return read(node)
                .filter(record -> record.identity().pid() > 1)
                .filter(record -> record.identity().isAlive()
                        || !ProcessGroup.ledBy(record.identity()).isEmpty());
    }

    /**
     * All nodes that something is remembered of, with what a stop without their manifest has to know: which are
     * persistent, and what each requires. Without a cycle.
     */
    List<NodeSpec> specs() {
        List<NodeName> names = names();
        List<NodeSpec> specs = names.stream().map(name -> spec(name, names)).toList();
        // Records of several runs, with another manifest each, can add up to a cycle.
        return DependencyGraph.of(specs).problems().stream().noneMatch(Problem::isError)
                ? specs
                : specs.stream().map(spec -> spec.withDependencies(List.of())).toList();
    }

    private NodeSpec spec(NodeName name, List<NodeName> known) {
        Map<?, ?> record = content(name);
        List<?> requires = record.get("requires") instanceof List<?> list ? list : List.of();
        NodeSpec spec = NodeSpec.of(name, NO_MANIFEST, new Launch.External())
                .withDependencies(known.stream()
                        .filter(target -> requires.contains(target.text()))
                        .map(target -> new Dependency(target, Dependency.Kind.REQUIRES, Condition.STARTED, NO_MANIFEST))
                        .toList());
        return Boolean.TRUE.equals(record.get("persistent")) ? spec.persistent() : spec;
    }

    private List<NodeName> names() {
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
        return parse(content(node));
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
        return Optional.ofNullable(record.get("process"))
                .flatMap(text -> ProcessIdentity.parse(text.toString()))
                .map(identity -> new Remembered(identity, offset));
    }

    private Path file(NodeName node) {
        return directory.resolve(node + ".json");
    }
}
