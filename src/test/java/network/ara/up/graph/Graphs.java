package network.ara.up.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.Dependency.Kind;
import network.ara.up.model.Launch;
import network.ara.up.model.Lifecycle;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.SourcePosition;

/** Graphs for tests, written as lines such as {@code resolver requires dht dns}. */
final class Graphs {

    private Graphs() {}

    /**
     * Lines {@code NODE [requires|wants|after NODE...]}; a name alone is a node too. A line's number is the position of
     * its node, a word's column that of its edge.
     */
    static List<NodeSpec> parse(String text) {
        Map<String, List<Dependency>> dependencies = new TreeMap<>();
        Map<String, Integer> lines = new TreeMap<>();
        List<String> rows = text.lines().filter(row -> !row.isBlank()).toList();
        for (int row = 0; row < rows.size(); row++) {
            String[] words = rows.get(row).trim().split("\\s+", -1);
            lines.putIfAbsent(words[0], row + 1);
            List<Dependency> list = dependencies.computeIfAbsent(words[0], any -> new ArrayList<>());
            for (int i = 2; i < words.length; i++) {
                lines.putIfAbsent(words[i], row + 1);
                dependencies.putIfAbsent(words[i], new ArrayList<>());
                Kind kind = Kind.valueOf(words[1].toUpperCase(Locale.ROOT));
                list.add(new Dependency(
                        new NodeName(words[i]),
                        kind,
                        Condition.READY,
                        new SourcePosition("ara.yml", row + 1, i + 1, words[i].length())));
            }
        }
        List<NodeSpec> nodes = new ArrayList<>();
        dependencies.forEach((name, list) -> nodes.add(node(name, lines.getOrDefault(name, 1), list)));
        return nodes;
    }

    static DependencyGraph graph(String text) {
        return DependencyGraph.of(parse(text));
    }

    /** The first letters of the name tell the kind: {@code external}, {@code task}, {@code builtin}. */
    static NodeSpec node(String name, int line, List<Dependency> dependencies) {
        NodeSpec node = NodeSpec.of(
                        new NodeName(name), new SourcePosition("ara.yml", line, 1, name.length()), launch(name))
                .withDependencies(dependencies);
        return name.startsWith("task") ? task(node) : node;
    }

    private static Launch launch(String name) {
        if (name.startsWith("external")) {
            return new Launch.External();
        }
        return name.startsWith("builtin") ? new Launch.Builtin("dns", List.of()) : new Launch.Program(List.of("true"));
    }

    private static NodeSpec task(NodeSpec node) {
        Lifecycle task = new Lifecycle(
                Lifecycle.Type.TASK, Lifecycle.Start.AUTO, Lifecycle.Lifetime.SESSION, false, new TreeSet<>());
        return new NodeSpec(
                node.name(),
                node.position(),
                node.about(),
                node.launch(),
                node.cwd(),
                node.environment(),
                node.dependencies(),
                task,
                node.ready(),
                node.alive(),
                node.restart(),
                node.stop(),
                node.calls(),
                node.wiring(),
                node.provides());
    }

    static String drawn(Drawing drawing, Scene scene) {
        StringBuilder text = new StringBuilder();
        drawing.draw(scene, text::append);
        return text.toString();
    }

    static Dependency requires(String target, int line) {
        return new Dependency(
                new NodeName(target),
                Kind.REQUIRES,
                Condition.READY,
                new SourcePosition("ara.yml", line, 1, target.length()));
    }

    /** Different ones each time; those of a failed run come again with {@code -Dseed} as it was printed. */
    static List<Long> seeds(String test, int count) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println(test + ": -Dseed=" + seed);
        return new Random(seed).longs(count).boxed().toList();
    }

    /** Without cycles: a node depends only on nodes that come before it in a random order. */
    static List<NodeSpec> randomDag(Random random, int nodes, double edgesPerNode) {
        return random(random, nodes, edgesPerNode, false);
    }

    static List<NodeSpec> random(Random random, int nodes, double edgesPerNode, boolean cycles) {
        List<Integer> names = new ArrayList<>(IntStream.range(0, nodes).boxed().toList());
        Collections.shuffle(names, random);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < nodes; i++) {
            text.append(name(names.get(i))).append('\n');
            for (int edge = 0; edge < edgesPerNode * 2; edge++) {
                int target = random.nextInt(nodes);
                if (random.nextBoolean() && (cycles || target < i)) {
                    String kind = List.of("requires", "requires", "requires", "wants", "after")
                            .get(random.nextInt(5));
                    String line = name(names.get(i)) + " " + kind + " " + name(names.get(target)) + "\n";
                    text.append(text.indexOf(line) < 0 ? line : "");
                }
            }
        }
        return parse(text.toString());
    }

    private static String name(int number) {
        return "node" + "-long".repeat(number % 3) + number;
    }
}
