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
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import network.ara.up.manifest.Manifest.Origin;
import network.ara.up.manifest.ManifestFile.Definition;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/** One reading while it goes on: files to nodes, nodes to the names that they need, names to further files. */
final class Assembly {

    /** With as many names that no file exists for, the disk is not asked for more: the problems are too many already. */
    private static final int MAX_NOWHERE = Problems.MAX_KEPT;

    private final Lookup lookup;
    private final Problems problems = new Problems();
    private final Sources sources = new Sources();
    private final ManifestFiles files;
    private final Aliases aliases = new Aliases(problems);

    /** In the order in which they were found. Looked into for every dependency, so it is not a sorted map. */
    private final Map<NodeName, NodeSpec> nodes = new LinkedHashMap<>();

    /** What nodes ask of others, in the order in which the nodes were found. */
    private final Map<NodeName, List<References.Placed>> references = new LinkedHashMap<>();

    private final Map<NodeName, Origin> origins = new HashMap<>();
    private final TreeSet<NodeName> roots = new TreeSet<>();

    /** What the files that the user named say of their nodes, and which of these files it was. */
    private final Map<NodeName, Definition> definitions = new HashMap<>();

    private final Map<NodeName, Integer> definedBy = new HashMap<>();
    private int named;

    /** What looked-up files define besides the node that they were read for. */
    private final Map<NodeName, Definition> spare = new HashMap<>();

    private final Map<NodeName, Origin> spareOrigins = new HashMap<>();
    private final Deque<NodeName> unvisited = new ArrayDeque<>();
    private final Set<NodeName> notFound = new HashSet<>();

    /** Whether every dependency names a node that takes part, so that none has to be looked at again. */
    private boolean complete = true;

    /** What no file exists for, by the folder beside which it was looked for. */
    private final Set<Map.Entry<Path, NodeName>> nowhere = new HashSet<>();

    private Optional<ManifestFile> first = Optional.empty();
    private Optional<Suggestions> suggestions = Optional.empty();

    /** @param forStart as in {@link Scope} */
    Assembly(Map<String, String> environment, boolean forStart) {
        this.files = new ManifestFiles(environment, forStart, problems, sources);
        this.lookup = new Lookup(environment);
    }

    /**
     * Reads a file that the user named; the same file a second time changes nothing. What it says of a node that an
     * earlier one has is merged over that.
     */
    void addNamed(Path file) {
        ManifestLocation location = new ManifestLocation(file, Origin.NAMED);
        if (!files.isRead(location)) {
            named++;
            ManifestFiles.Tree tree = files.read(
                    location,
                    location.absoluteFolder(),
                    location.folder(),
                    name -> Optional.ofNullable(definitions.get(name)).map(Definition::draft));
            first = first.or(() -> Optional.of(tree.file()));
            tree.file().nodes().forEach(node -> addRoot(node, Origin.NAMED));
            tree.included().forEach(node -> addRoot(node, Origin.INCLUDED));
        }
    }

    private void addRoot(Definition node, Origin origin) {
        Definition earlier = definitions.get(node.name());
        boolean isOverride = origin == Origin.NAMED && definedBy.getOrDefault(node.name(), named) < named;
        if (earlier != null && !isOverride) {
            problems.add(new Problem(
                    node.position(),
                    "node '" + node.name() + "' is defined twice",
                    List.of(new Problem.Note(earlier.position(), "first defined here")),
                    Optional.of("remove or rename one of them")));
            return;
        }
        definitions.put(node.name(), node);
        definedBy.put(node.name(), named);
        if (earlier == null) {
            roots.add(node.name());
            unvisited.add(node.name());
            origins.put(node.name(), origin);
        }
    }

    private void take(Definition node) {
        nodes.put(node.name(), node.spec());
        aliases.add(node);
        if (!node.draft().references.isEmpty()) {
            references.put(node.name(), node.draft().references);
        }
    }

    /** Until every name that is required or wanted has its node, or its problem. */
    void lookUpMissing() {
        unvisited.forEach(
                name -> take(Optional.ofNullable(definitions.get(name)).orElseThrow()));
        definitions.clear();
        while (!unvisited.isEmpty()) {
            NodeSpec node = Optional.ofNullable(nodes.get(unvisited.remove())).orElseThrow();
            for (Dependency dependency : node.dependencies()) {
                if (!nodes.containsKey(dependency.target())) {
                    complete = false;
                    if (dependency.kind() != Dependency.Kind.AFTER) {
                        require(dependency);
                    }
                }
            }
        }
    }

    private void require(Dependency dependency) {
        NodeName name = dependency.target();
        if (aliases.has(name) || notFound.contains(name)) {
            return;
        }
        if (!spare.containsKey(name)) {
            find(dependency).ifPresent(found -> readFound(found, dependency));
        }
        Definition node = spare.get(name);
        if (node == null) {
            notFound.add(name);
        } else {
            take(node);
            unvisited.add(name);
            origins.put(name, spareOrigins.getOrDefault(name, Origin.BESIDE));
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
        return files.folderOf(dependency.position().file());
    }

    private void readFound(ManifestLocation found, Dependency dependency) {
        if (!files.isRead(found)) {
            ManifestFiles.Tree tree = files.read(
                    found,
                    found.isBuiltIn() ? projectDirectory() : found.absoluteFolder(),
                    found.isBuiltIn() ? folderOf(dependency) : found.folder(),
                    name -> Optional.empty());
            tree.file().nodes().forEach(node -> addSpare(node, found.origin()));
            tree.included().forEach(node -> addSpare(node, Origin.INCLUDED));
        }
        if (!spare.containsKey(dependency.target()) && files.isSound(found)) {
            problems.add(lacking(found, dependency));
        }
    }

    private void addSpare(Definition node, Origin origin) {
        spare.putIfAbsent(node.name(), node);
        spareOrigins.putIfAbsent(node.name(), origin);
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
        nodes.forEach((name, node) -> whole.put(name, complete ? node : withKnownTargets(node)));
        if (!references.isEmpty()) {
            ReferenceCheck check = new ReferenceCheck(whole.values(), problems);
            references.forEach((name, met) ->
                    check.check(Optional.ofNullable(whole.get(name)).orElseThrow(), met));
        }
        Replication replication = new Replication(whole, problems);
        Map<NodeName, Origin> all = new HashMap<>();
        origins.forEach((name, origin) -> replication.namesOf(name).forEach(each -> all.put(each, origin)));
        SortedSet<NodeName> instances =
                new TreeSet<>(roots.stream().flatMap(replication::namesOf).toList());
        Path directory = projectDirectory();
        String project =
                first.flatMap(ManifestFile::name).map(NodeName::text).orElseGet(() -> Manifest.nameOf(directory));
        return new Reading(
                new Manifest(project, directory, whole, replication.expanded(), instances, all),
                problems.sorted(sources.byPlace()),
                problems.unlisted(),
                sources);
    }

    private NodeSpec withKnownTargets(NodeSpec node) {
        Map<Map.Entry<Dependency.Kind, NodeName>, Dependency> known = new LinkedHashMap<>();
        for (Dependency dependency : node.dependencies()) {
            boolean isNode = nodes.containsKey(dependency.target());
            if (isNode || aliases.has(dependency.target())) {
                Dependency meant = isNode ? dependency : aliases.resolve(dependency);
                known.putIfAbsent(Map.entry(meant.kind(), meant.target()), meant);
            } else {
                checkIsElsewhere(node, dependency);
            }
        }
        return node.withDependencies(List.copyOf(known.values()));
    }

    /** What takes no part is left out; what no manifest defines at all is reported. */
    private void checkIsElsewhere(NodeSpec node, Dependency dependency) {
        if (!spare.containsKey(dependency.target()) && find(dependency).isEmpty()) {
            problems.add(() -> suggestions(dependency).unknown(node, dependency));
        }
    }

    private Suggestions suggestions(Dependency dependency) {
        if (suggestions.isEmpty()) {
            suggestions = Optional.of(new Suggestions(nodes, lookup.known(folderOf(dependency))));
        }
        return suggestions.get();
    }
}
