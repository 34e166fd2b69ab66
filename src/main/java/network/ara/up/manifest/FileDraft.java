package network.ara.up.manifest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.ara.up.manifest.YamlTree.Entry;
import network.ara.up.manifest.YamlTree.Scalar;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.SourcePosition;

/**
 * A manifest file while it is read: a project with {@code nodes}, a single node whose keys stand at the top beside its
 * {@code name}, or both at once.
 */
final class FileDraft {

    private static final Shape<NodeName> NAME = Shape.text("a name").then(FileDraft::name);

    /** The keys at the top of a file, in the order in which they are worked on; those of a node may stand there too. */
    static final Section<FileDraft> SECTION = Section.<FileDraft>of(List.of(
                    Key.of(
                            "vars",
                            new Shape<>("a map of names to values", FileDraft::variables),
                            "variables for ${NAME} in this file; they win over the environment",
                            (FileDraft file, Integer count) -> {}),
                    Key.of(
                            "name",
                            NAME,
                            "of the project, or of the node",
                            (FileDraft file, NodeName name) -> file.name = Optional.of(name)),
                    Key.planned("include", "other manifests"),
                    Key.planned("defaults", "a node's keys, merged under every node"),
                    Key.of(
                            "nodes",
                            new Shape<>("a map of nodes", FileDraft::nodes),
                            "the nodes by name",
                            (FileDraft file, List<NodeSpec> nodes) -> file.nodes.addAll(nodes))))
            .and(NodeDraft.SECTION, file -> file.top);

    private final NodeDraft top;
    private final List<NodeSpec> nodes = new ArrayList<>();
    private Optional<NodeName> name = Optional.empty();

    private FileDraft(Path directory) {
        this.top = new NodeDraft(directory);
    }

    static ManifestFile read(YamlTree tree, Scope scope) {
        Value root = Value.root(scope, tree);
        FileDraft draft = new FileDraft(scope.directory());
        if (root.isMap()) {
            draft.read(root);
        } else {
            root.fail("a manifest is a map of keys, and this is " + tree.kind(), "begin with 'name:' and 'nodes:'");
        }
        return new ManifestFile(scope.directory(), draft.name, List.copyOf(draft.nodes));
    }

    private void read(Value root) {
        List<String> keys =
                root.entries().stream().map(entry -> entry.key().text()).toList();
        boolean project = keys.contains("nodes");
        Optional<String> nodeKey = keys.stream()
                .filter(key -> NodeDraft.SECTION.has(key) && !(project && key.equals("description")))
                .findFirst();
        Value described = nodeKey.isPresent() && !project ? aboutNode(root) : root;
        Map<String, SourcePosition> given = SECTION.decode(described, this);
        if (nodeKey.isPresent()) {
            addTop(described, nodeKey.get(), given);
        } else if (!project) {
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
        if (given.containsKey("nodes") && !NodeDraft.isLaunched(given)) {
            root.report(root.problem(
                    given.getOrDefault(nodeKey, position),
                    "'" + nodeKey + "' is a key of a node, and stands beside 'nodes'",
                    "move it under a node, or add 'run' here to describe a node at the top as well"));
            return;
        }
        NodeDraft.checkLaunch(root, position, given);
        name.ifPresent(known -> nodes.add(top.spec(known, position)));
    }

    /** As far as messages are concerned: the name may be none. */
    private static Value aboutNode(Value root) {
        return root.entries().stream()
                .filter(entry -> entry.key().text().equals("name")
                        && entry.value() instanceof Scalar name
                        && NodeName.flaw(name.text()).isEmpty())
                .map(entry -> root.about("node '" + ((Scalar) entry.value()).text() + "'"))
                .findFirst()
                .orElse(root);
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

    private static Optional<NodeName> name(String text, Value value) {
        Optional<String> flaw = NodeName.flaw(text);
        return flaw.isEmpty()
                ? Optional.of(new NodeName(text))
                : value.fail("'" + text + "' is not a name: " + flaw.get(), "choose another name");
    }

    private static Optional<List<NodeSpec>> nodes(Value value) {
        if (!value.isMap()) {
            return value.wrongType("a map of nodes");
        }
        List<NodeSpec> nodes = new ArrayList<>();
        for (Entry entry : value.entries()) {
            node(entry, value).ifPresent(nodes::add);
        }
        return Optional.of(nodes);
    }

    private static Optional<NodeSpec> node(Entry entry, Value nodes) {
        String text = entry.key().text();
        SourcePosition position = entry.key().position();
        NodeDraft draft = new NodeDraft(nodes.scope().directory());
        Value value = nodes.member(entry);
        if (value.isMap()) {
            Value node = value.about("node '" + text + "'");
            NodeDraft.checkLaunch(node, position, NodeDraft.SECTION.decode(node, draft));
        } else {
            String wrong = "node '" + text + "' must be a map of keys, and is "
                    + entry.value().kind();
            value.fail(wrong, "write " + text + ": {run: ...}");
        }
        Optional<String> flaw = NodeName.flaw(text);
        flaw.ifPresent(why -> nodes.report(
                nodes.problem(position, "'" + text + "' is not a node name: " + why, "choose another name")));
        return flaw.isEmpty() ? Optional.of(draft.spec(new NodeName(text), position)) : Optional.empty();
    }
}
