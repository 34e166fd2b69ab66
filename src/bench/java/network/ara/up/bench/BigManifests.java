package network.ara.up.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Generated manifests, the same ones each time. */
final class BigManifests {

    private static final int REQUIREMENTS = 5;
    private static final int SEED = 7;

    private final Path folder;

    BigManifests(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Each node requires five of those before it. */
    Path acyclic(int nodes) throws IOException {
        Random random = new Random(SEED);
        return write("acyclic-" + nodes, nodes, (out, node) -> {
            Set<Integer> targets = new TreeSet<>();
            while (targets.size() < Math.min(node, REQUIREMENTS)) {
                targets.add(random.nextInt(node));
            }
            node(out, node, targets);
        });
    }

    Path chain(int nodes) throws IOException {
        return write("chain", nodes, (out, node) -> node(out, node, node == 0 ? Set.of() : Set.of(node - 1)));
    }

    Path ring(int nodes) throws IOException {
        return write("ring", nodes, (out, node) -> node(out, node, Set.of((node + 1) % nodes)));
    }

    /** Every node is in cycles with all others. */
    Path cyclic(int nodes) throws IOException {
        Random random = new Random(SEED);
        return write("cyclic", nodes, (out, node) -> {
            Set<Integer> targets = new TreeSet<>(Set.of((node + 1) % nodes));
            while (targets.size() < REQUIREMENTS) {
                targets.add((node + 1 + random.nextInt(nodes - 1)) % nodes);
            }
            node(out, node, targets);
        });
    }

    /** Ten errors in each node: its name, eight keys, and that nothing says how it is launched. */
    Path wrong(int nodes) throws IOException {
        return write(
                "wrong",
                nodes,
                (out, node) -> out.print("  -" + node
                        + ": {rum: x, cwd: /q, env: 3, wants: no, after: x, stop: 5, ready: x, restart: maybe}\n"));
    }

    private interface Node {
        void write(PrintWriter out, int number);
    }

    private Path write(String name, int nodes, Node node) throws IOException {
        Path file = folder.resolve(name + ".yml");
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.print("name: big\nnodes:\n");
            for (int number = 0; number < nodes; number++) {
                node.write(out, number);
            }
        }
        return file;
    }

    private static void node(PrintWriter out, int number, Set<Integer> targets) {
        out.print("  " + name(number) + ":\n    run: node n.js --port " + (1000 + number % 60_000) + "\n");
        out.print(
                "    requires: [" + targets.stream().map(BigManifests::name).collect(Collectors.joining(", ")) + "]\n");
    }

    private static String name(int number) {
        return String.format("n%06d", number);
    }
}
