package network.ara.up.manifest;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import network.ara.up.manifest.Manifest.Origin;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/** One reading while it goes on: files to nodes, nodes to the names that they need, names to further files. */
final class Assembly {

    /** With as many names that no file exists for, the disk is not asked for more: the problems are too many already. */
    private static final int MAX_NOWHERE = Problems.MAX_KEPT;

    private final Map<String, String> environment;
    private final Lookup lookup;
    private final Problems problems = new Problems();
    private final Sources sources = new Sources();
    private final SourceLoader loader = new SourceLoader(problems);

    /** In the order in which they were found. Looked into for every dependency, so it is not a sorted map. */
    private final Map<NodeName, NodeSpec> nodes = new LinkedHashMap<>();

    private final Map<NodeName, Origin> origins = new HashMap<>();
    private final TreeSet<NodeName> roots = new TreeSet<>();

    /** Of each file: where its names are looked up, as the user wrote it. */
    private final Map<String, Path> folders = new HashMap<>();

    /** What looked-up files define besides the node that they were read for. */
    private final Map<NodeName, NodeSpec> spare = new HashMap<>();

    private final Map<NodeName, Origin> spareOrigins = new HashMap<>();
    private final Deque<NodeSpec> unvisited = new ArrayDeque<>();

    /** The files that were read, and whether nothing was wrong with them. */
    private final Map<Path, Boolean> read = new HashMap<>();

    private final Set<NodeName> notFound = new HashSet<>();

    /** What no file exists for, by the folder beside which it was looked for. */
    private final Set<Map.Entry<Path, NodeName>> nowhere = new HashSet<>();

    private Optional<ManifestFile> first = Optional.empty();
    private Optional<Suggestions> suggestions = Optional.empty();

    Assembly(Map<String, String> environment) {
        this.environment = environment;
        this.lookup = new Lookup(environment);
    }

    /** Reads a file that the user named; the same file a second time changes nothing. */
    void addNamed(Path file) {
        ManifestLocation location = new ManifestLocation(file, Origin.NAMED);
        if (!read.containsKey(location.identity())) {
            ManifestFile manifest = read(location, location.absoluteFolder(), location.folder());
            first = first.or(() -> Optional.of(manifest));
            manifest.nodes().forEach(this::addRoot);
        }
    }

    /**
     * @param directory of its relative paths
     * @param beside where its names are looked up, shown so
     */
    private ManifestFile read(ManifestLocation location, Path directory, Path beside) {
        int before = problems.count();
        sources.announce(location.display());
        folders.put(location.display(), beside);
        ManifestFile manifest = location.load(loader)
                .flatMap(source -> decode(source, directory))
                .orElseGet(() -> new ManifestFile(directory, Optional.empty(), List.of()));
        read.put(location.identity(), problems.count() == before);
        return manifest;
    }

    private Optional<ManifestFile> decode(SourceText source, Path directory) {
        sources.add(source);
        Scope scope = new Scope(source, directory, new Variables(environment), problems);
        return YamlTreeReader.read(source, problems).map(tree -> FileDraft.read(tree, scope));
    }

    private void addRoot(NodeSpec node) {
        NodeSpec earlier = nodes.get(node.name());
        if (earlier != null) {
            problems.add(new Problem(
                    node.position(),
                    "node '" + node.name() + "' is defined twice",
                    List.of(new Problem.Note(earlier.position(), "first defined here")),
                    Optional.of("remove or rename one of them")));
            return;
        }
        roots.add(node.name());
        take(node, Origin.NAMED);
    }

    private void take(NodeSpec node, Origin origin) {
        nodes.put(node.name(), node);
        origins.put(node.name(), origin);
        unvisited.add(node);
    }

    /** Until every name that is required or wanted has its node, or its problem. */
    void lookUpMissing() {
        while (!unvisited.isEmpty()) {
            NodeSpec node = unvisited.remove();
            for (Dependency dependency : node.dependencies()) {
                if (dependency.kind() != Dependency.Kind.AFTER) {
                    require(dependency);
                }
            }
        }
    }

    private void require(Dependency dependency) {
        NodeName name = dependency.target();
        if (nodes.containsKey(name) || notFound.contains(name)) {
            return;
        }
        if (!spare.containsKey(name)) {
            find(dependency).ifPresent(found -> readFound(found, dependency));
        }
        NodeSpec node = spare.get(name);
        if (node == null) {
            notFound.add(name);
        } else {
            take(node, spareOrigins.getOrDefault(name, Origin.BESIDE));
        }
    }

    private Optional<ManifestLocation> find(Dependency dependency) {
        Map.Entry<Path, NodeName> question = Map.entry(folderOf(dependency), dependency.target());
        if (nowhere.contains(question) || nowhere.size() == MAX_NOWHERE) {
            return Optional.empty();
        }
        Optional<ManifestLocation> found = lookup.find(question.getValue(), question.getKey());
        if (found.isEmpty()) {
            nowhere.add(question);
        }
        return found;
    }

    private Path projectDirectory() {
        return first.map(ManifestFile::directory).orElse(Path.of("").toAbsolutePath());
    }

    private Path folderOf(Dependency dependency) {
        return folders.getOrDefault(dependency.position().file(), Path.of(""));
    }

    private void readFound(ManifestLocation found, Dependency dependency) {
        if (!read.containsKey(found.identity())) {
            ManifestFile manifest = found.isBuiltIn()
                    ? read(found, projectDirectory(), folderOf(dependency))
                    : read(found, found.absoluteFolder(), found.folder());
            for (NodeSpec node : manifest.nodes()) {
                spare.putIfAbsent(node.name(), node);
                spareOrigins.putIfAbsent(node.name(), found.origin());
            }
        }
        if (!spare.containsKey(dependency.target()) && read.getOrDefault(found.identity(), false)) {
            problems.add(lacking(found, dependency));
        }
    }

    private static Problem lacking(ManifestLocation found, Dependency dependency) {
        return new Problem(
                new SourcePosition(found.display(), 1, 1, 1),
                "this file does not define node '" + dependency.target() + "', for which it was found",
                List.of(new Problem.Note(dependency.position(), "needed here")),
                Optional.of("define the node in it, or rename the file"));
    }

    Reading reading() {
        SortedMap<NodeName, NodeSpec> whole = new TreeMap<>();
        nodes.forEach((name, node) -> whole.put(name, withKnownTargets(node)));
        Path directory = projectDirectory();
        String project = first.flatMap(ManifestFile::name).map(NodeName::text).orElseGet(() -> nameOf(directory));
        return new Reading(
                new Manifest(project, directory, whole, roots, origins), problems.inOrder(sources::order), sources);
    }

    private NodeSpec withKnownTargets(NodeSpec node) {
        List<Dependency> known = node.dependencies().stream()
                .filter(dependency -> isKnown(node, dependency))
                .toList();
        return known.size() == node.dependencies().size() ? node : node.withDependencies(known);
    }

    /** Whether its target takes part; where no manifest defines that at all, it is reported. */
    private boolean isKnown(NodeSpec node, Dependency dependency) {
        NodeName target = dependency.target();
        if (nodes.containsKey(target)) {
            return true;
        }
        boolean elsewhere = spare.containsKey(target) || find(dependency).isPresent();
        if (!elsewhere) {
            problems.add(() -> suggestions(dependency).unknown(node, dependency));
        }
        return false;
    }

    private Suggestions suggestions(Dependency dependency) {
        if (suggestions.isEmpty()) {
            suggestions = Optional.of(new Suggestions(nodes, lookup.known(folderOf(dependency))));
        }
        return suggestions.get();
    }

    private static String nameOf(Path directory) {
        String name = String.valueOf(directory.getFileName()).replaceAll("[^A-Za-z0-9._+-]", "-");
        return NodeName.flaw(name).isEmpty() ? name : "project";
    }
}
