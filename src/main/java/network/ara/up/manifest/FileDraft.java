package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.ara.up.manifest.ManifestFile.Definition;
import network.ara.up.manifest.PathShapes.Include;
import network.ara.up.manifest.YamlTree.Entry;
import network.ara.up.manifest.YamlTree.Scalar;
import network.ara.up.model.NodeName;
import network.ara.up.model.SourcePosition;

/**
 * A manifest file while it is read: a project with {@code nodes}, a single node whose keys stand at the top beside its
 * {@code name}, or both at once.
 */
final class FileDraft {

    /** The keys at the top of a file, in the order in which they are worked on; those of a node may stand there too. */
    static final Section<FileDraft> SECTION = Section.<FileDraft>of(List.of(
                    Key.of(
                            "vars",
                            new Shape<>("a map of names to values", Schema.map(Schema.text()), FileDraft::variables),
                            "variables for ${NAME} in this file; they win over the environment",
                            (FileDraft file, Integer count) -> {}),
                    Key.of(
                            "name",
                            DependencyShapes.name("a name"),
                            "of the project, or of the node",
                            (FileDraft file, NodeName name) -> file.name = Optional.of(name)),
                    Key.of(
                            "include",
                            PathShapes.INCLUDES,
                            "other manifests, relative to this file, whose nodes belong to the project",
                            (FileDraft file, List<Include> includes) -> file.includes = includes),
                    new Key<FileDraft>(
                            "defaults",
                            "a node's keys",
                            Schema.reference("node"),
                            "merged under every node of this file",
                            "",
                            true,
                            FileDraft::defaults),
                    new Key<FileDraft>(
                            "nodes",
                            "a map of nodes",
                            Schema.map(Schema.mapOr(Schema.reference("node"), Schema.nothing())),
                            "the nodes by name",
                            "",
                            true,
                            FileDraft::nodes)))
            .and(NodeKeys.SECTION, file -> file.top);

    /** {@code run = x}, {@code run:x}. */
    private static final Pattern PAIR = Pattern.compile("([A-Za-z_]++)\\s*+[=:]?\\s*+(\\S.{0,80})");

    private static final int MAX_QUOTED = 60;

    /** What an earlier file says of a node; empty for a node that it does not have. */
    private final Function<NodeName, Optional<NodeDraft>> earlier;

    private final List<Definition> nodes = new ArrayList<>();
    private List<Include> includes = List.of();
    private NodeDraft defaults;
    private NodeDraft top;
    private Optional<NodeName> name = Optional.empty();

    private FileDraft(Scope scope, Function<NodeName, Optional<NodeDraft>> earlier) {
        this.earlier = earlier;
        this.defaults = new NodeDraft(scope.directory());
        this.top = defaults;
    }

    static ManifestFile read(YamlTree tree, Scope scope, Function<NodeName, Optional<NodeDraft>> earlier) {
        Value root = Value.root(scope, tree);
        FileDraft draft = new FileDraft(scope, earlier);
        if (root.isMap()) {
            draft.read(root);
        } else {
            root.fail("a manifest is a map of keys, and this is " + tree.kind(), "begin with 'name:' and 'nodes:'");
        }
        return new ManifestFile(scope.directory(), draft.name, draft.includes, List.copyOf(draft.nodes));
    }

    private void read(Value root) {
        List<String> keys =
                root.entries().stream().map(entry -> entry.key().text()).toList();
        boolean project = keys.contains("nodes") || keys.contains("include");
        Optional<String> nodeKey = keys.stream()
                .filter(key -> NodeKeys.SECTION.has(key) && !(project && key.equals("description")))
                .findFirst();
        Optional<NodeName> nodeName = nodeKey.isEmpty() ? Optional.empty() : nameOf(root);
        top = nodeName.map(this::begin).orElse(top);
        Value described = nodeName.isPresent() && !project ? root.about("node '" + nodeName.get() + "'") : root;
        Map<String, SourcePosition> given = SECTION.decode(described, this);
        if (nodeKey.isPresent()) {
            addTop(described, nodeKey.get(), given);
        } else if (!project && !given.containsKey("nodes")) {
            root.report(root.problem(root.position(), "this manifest has no nodes", "add them under 'nodes:'"));
        }
    }

    /** The keys at the top describe a node, too: {@code nodeKey} is the first that does. */
    private void addTop(Value root, String nodeKey, Map<String, SourcePosition> given) {
        SourcePosition position = given.getOrDefault("name", root.position());
        if (!given.containsKey("name")) {
            root.report(root.problem(
                    root.position(), "a node at the top of a file needs a 'name'", "add 'name:', or use 'nodes:'"));
        }
        boolean launched = NodeKeys.LAUNCH.stream().anyMatch(given::containsKey);
        if (given.containsKey("nodes") && !launched) {
            root.report(
                    root.problem(
                            given.getOrDefault(nodeKey, position),
                            "'" + nodeKey + "' is a key of a node, and stands beside 'nodes'",
                            "move it under a node or under 'defaults', or add 'run' here to describe a node at the top as well"));
            return;
        }
        NodeKeys.check(root, position, given, top);
        name.ifPresent(known -> nodes.add(new Definition(known, position, top)));
    }

    /** Of the node at the top; empty where it is none. */
    private static Optional<NodeName> nameOf(Value root) {
        return root.entries().stream()
                .filter(entry -> entry.key().text().equals("name")
                        && entry.value() instanceof Scalar name
                        && NodeName.flaw(name.text()).isEmpty())
                .map(entry -> new NodeName(((Scalar) entry.value()).text()))
                .findFirst();
    }

    /** What holds of a node before its keys are read. */
    private NodeDraft begin(NodeName node) {
        return earlier.apply(node).orElse(defaults).copyFor(node);
    }

    private void defaults(Value value) {
        if (!value.isMap()) {
            value.wrongType("a map of a node's keys");
            return;
        }
        Map<String, SourcePosition> given = NodeKeys.SECTION.decode(value, defaults);
        defaults.noteDefaults(given.keySet());
        defaults.refer(value.scope().references().take());
        name.filter(node -> earlier.apply(node).isEmpty()).ifPresent(node -> top = defaults.copyFor(node));
    }

    /** Defines them one by one, so that each may use those before it; how many they are. */
    private static Optional<Integer> variables(Value value) {
        if (!value.isMap()) {
            return value.wrongType("a map of names to values");
        }
        for (Entry entry : value.entries()) {
            String name = entry.key().text();
            Value member = value.member(entry);
            if (Variables.isName(name)) {
                member.text("a single value")
                        .ifPresent(text -> value.scope().variables().define(name, text));
            } else {
                value.report(value.problem(
                        member.key(), "'" + name + "' can't be a variable's name", "use letters, digits and '_'"));
            }
        }
        return Optional.of(value.entries().size());
    }

    private void nodes(Value value) {
        List<Entry> entries = value.entries();
        if ((long) entries.size() * defaults.copied() > YamlTreeReader.MAX_VALUES) {
            value.fail(
                    String.format(
                            "'defaults' adds more than %,d requirements and variables to the nodes",
                            YamlTreeReader.MAX_VALUES),
                    "write them at the nodes that need them");
        } else if (value.isMap()) {
            entries.forEach(entry -> node(entry, value));
        } else {
            value.fail(
                    "'nodes' must be a map of nodes, and is " + value.kind(),
                    value.isList()
                            ? "write each node as 'NAME:' on a line of its own, without '-'"
                            : "indent the nodes below it, such as NAME: {run: ...}");
        }
    }

    /** How the node was probably meant. */
    private static String wholeNode(String name, Entry entry) {
        String text = entry.value() instanceof Scalar scalar && !scalar.isNull() ? scalar.text() : "";
        Matcher pair = PAIR.matcher(text);
        if (NodeKeys.SECTION.has(name)) {
            return "if '" + name + "' is a key of a node, indent it below that";
        } else if (pair.matches() && NodeKeys.SECTION.has(pair.group(1))) {
            return "write " + name + ": {" + pair.group(1) + ": " + pair.group(2) + "}";
        }
        boolean command = !text.isEmpty()
                && text.length() < MAX_QUOTED
                && YamlText.scalar(text).equals(text);
        return "write " + name + ": {run: " + (command ? text : "...") + "}";
    }

    private void node(Entry entry, Value all) {
        String text = entry.key().text();
        SourcePosition position = entry.key().position();
        Optional<NodeName> node = all.scope().names().of(text);
        NodeDraft draft = node.map(this::begin).orElseGet(defaults::copy);
        Value value = all.member(entry);
        if (value.isMap()) {
            NodeKeys.read(value.about("node '" + text + "'"), position, draft);
        } else if (!(value.isNull() && draft.isLaunched())) {
            String wrong = "node '" + text + "' must be a map of keys, and is "
                    + entry.value().kind();
            value.fail(wrong, wholeNode(text, entry));
        }
        if (node.isPresent()) {
            nodes.add(new Definition(node.get(), position, draft));
        } else {
            String why = NodeName.flaw(text).orElse("");
            all.report(all.problem(position, "'" + text + "' is not a node name: " + why, "choose another name"));
        }
    }
}
