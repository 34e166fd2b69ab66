package network.ara.up.it.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import network.ara.up.it.chaos.ChaosNode.Kind;

/** A random project: who needs whom, what each node is like, and the manifest that says so. */
final class ChaosProject {

    static final String NAME = "chaos";

    private static final Map<Kind, Integer> PORTS = Map.of(Kind.DNS, 15353, Kind.DHT, 16881, Kind.TCP, 17000);
    private static final Path PROGRAMS = Path.of("src/test").toAbsolutePath();

    private final Map<String, ChaosNode> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> revisions = new HashMap<>();
    private final Path folder;
    private boolean persistent = true;

    ChaosProject(Random random, int size, Path folder) throws IOException {
        this.folder = folder;
        for (String sub : List.of("journal", "ready", "done", "pid")) {
            Files.createDirectories(folder.resolve(sub));
        }
        // Shells wait by reading what nobody writes to.
        new ProcessBuilder("mkfifo", folder.resolve("never").toString())
                .start()
                .onExit()
                .join();
        List<Kind> kinds = kinds(size);
        Collections.shuffle(kinds, random);
        Map<Kind, Integer> numbers = new HashMap<>();
        for (Kind kind : kinds) {
            String name = name(kind, numbers.merge(kind, 1, Integer::sum));
            nodes.put(name, node(random, name, kind));
        }
    }

    private static List<Kind> kinds(int size) {
        List<Kind> kinds = new ArrayList<>(
                List.of(Kind.DNS, Kind.DHT, Kind.TCP, Kind.RFC, Kind.INC, Kind.INC, Kind.INC, Kind.INC, Kind.MANUAL));
        kinds.addAll(List.of(Kind.TASK, Kind.TASK, Kind.TASK));
        while (kinds.size() < size) {
            kinds.add(kinds.size() % 5 == 0 ? Kind.NONE : Kind.LOG);
        }
        return kinds;
    }

    private static String name(Kind kind, int number) {
        return kind.name().toLowerCase(Locale.ROOT) + "-" + number;
    }

    private ChaosNode node(Random random, String name, Kind kind) {
        boolean mayFail = kind == Kind.LOG && random.nextInt(8) == 0;
        Map<String, String> requires = new TreeMap<>();
        List<String> wants = new ArrayList<>();
        List<ChaosNode> before = new ArrayList<>(nodes.values());
        before.removeIf(
                other -> other.mayFail() || other.kind() == Kind.MANUAL || (kind == Kind.TASK && !other.isTask()));
        for (int i = kind.isBuiltin() || before.isEmpty() ? 0 : random.nextInt(4); i > 0; i--) {
            ChaosNode other = before.get(random.nextInt(before.size()));
            if (random.nextInt(6) == 0 && !requires.containsKey(other.name()) && !wants.contains(other.name())) {
                wants.add(other.name());
            } else if (!wants.contains(other.name())) {
                requires.put(other.name(), condition(random, other));
            }
        }
        boolean persistent = kind == Kind.LOG && !mayFail && random.nextInt(12) == 0;
        return new ChaosNode(
                name, kind, requires, wants, shape(random, kind), restart(random, kind, mayFail), mayFail, persistent);
    }

    private static String condition(Random random, ChaosNode target) {
        return target.isTask() ? "completed" : random.nextInt(6) == 0 ? "started" : "ready";
    }

    private static String shape(Random random, Kind kind) {
        if (kind == Kind.TASK) {
            return "task slow=0." + (1 + random.nextInt(5));
        }
        StringBuilder shape = new StringBuilder();
        shape.append(random.nextInt(3) == 0 ? "children=" + (1 + random.nextInt(3)) : "");
        shape.append(random.nextInt(4) == 0 ? " stubborn" : "");
        shape.append(random.nextInt(4) == 0 ? " fragile" : "");
        shape.append(random.nextInt(3) == 0 ? " polite" : "");
        shape.append(random.nextInt(4) == 0 ? " slow=0." + (1 + random.nextInt(5)) : "");
        shape.append(random.nextInt(10) == 0 ? " chatty" : "");
        return shape.toString().strip();
    }

    private static String restart(Random random, Kind kind, boolean mayFail) {
        if (mayFail) {
            return random.nextBoolean() ? "no" : "{on: always, limit: 2 in 60s}";
        }
        String on = random.nextBoolean() && kind != Kind.TASK ? "always" : "on-failure";
        return "{on: " + on + ", backoff: {initial: 50ms, factor: 1.5, max: 400ms}, limit: 1000 in 10s}";
    }

    List<ChaosNode> nodes() {
        return List.copyOf(nodes.values());
    }

    ChaosNode node(String name) {
        ChaosNode node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException(name);
        }
        return node;
    }

    boolean has(String name) {
        return nodes.containsKey(name);
    }

    int revision(String name) {
        return revisions.getOrDefault(name, 0);
    }

    /** Changes a node's part of the manifest. Takes effect with {@link #write}. */
    void revise(String name) {
        revisions.merge(name, 1, Integer::sum);
    }

    /** Those and all that they require, however indirectly. */
    Set<String> withRequirements(Set<String> names) {
        Set<String> all = new LinkedHashSet<>(names);
        List<String> open = new ArrayList<>(names);
        while (!open.isEmpty()) {
            for (String target : node(open.remove(open.size() - 1)).requires().keySet()) {
                if (all.add(target)) {
                    open.add(target);
                }
            }
        }
        return all;
    }

    /** Those and all that require them, however indirectly. */
    Set<String> withDependents(Set<String> names) {
        Set<String> all = new LinkedHashSet<>(names);
        List<String> open = new ArrayList<>(names);
        while (!open.isEmpty()) {
            for (String dependent : dependents(open.remove(open.size() - 1))) {
                if (all.add(dependent)) {
                    open.add(dependent);
                }
            }
        }
        return all;
    }

    /** Those that require it directly. */
    List<String> dependents(String name) {
        return nodes.values().stream()
                .filter(node -> node.requires().containsKey(name))
                .map(ChaosNode::name)
                .toList();
    }

    void endPersistence() {
        persistent = false;
    }

    /** The manifest as it is now. */
    Path write() throws IOException {
        StringBuilder yaml = new StringBuilder("name: " + NAME + "\nnodes:\n");
        nodes.values().forEach(node -> append(yaml, node));
        return Files.writeString(folder.resolve("ara.yml"), yaml);
    }

    private void append(StringBuilder yaml, ChaosNode node) {
        yaml.append("  ").append(node.name()).append(":\n");
        yaml.append("    ").append(launch(node)).append('\n');
        yaml.append("    env: {CHAOS_NODE: ").append(node.name());
        yaml.append(", CHAOS_REVISION: \"").append(revision(node.name()));
        yaml.append("\", CHAOS_REQUIRES: \"").append(checks(node));
        yaml.append("\", CHAOS_SHAPE: \"").append(node.shape());
        yaml.append("\", CHAOS_PORT: \"").append(PORTS.getOrDefault(node.kind(), 0));
        yaml.append("\", CHAOS_HOME: \"").append(folder).append("\"}\n");
        if (!node.requires().isEmpty()) {
            yaml.append("    requires: ").append(map(node.requires())).append('\n');
        }
        if (!node.wants().isEmpty()) {
            yaml.append("    wants: ").append(node.wants()).append('\n');
        }
        yaml.append("    restart: ").append(node.restart()).append('\n');
        yaml.append(node.shape().contains("stubborn") ? "    stop: {timeout: 1s}\n" : "");
        yaml.append(persistent && node.persistent() ? "    lifetime: persistent\n" : "");
        yaml.append(manner(node));
    }

    private static String launch(ChaosNode node) {
        return switch (node.kind()) {
            case DNS, DHT ->
                "builtin: " + node.kind().name().toLowerCase(Locale.ROOT) + " --port "
                        + PORTS.getOrDefault(node.kind(), 0);
            case INC, RFC, TCP ->
                "run: [node, " + PROGRAMS.resolve("js/chaos-node.js") + ", "
                        + node.kind().name().toLowerCase(Locale.ROOT) + "]";
            default -> "run: [" + PROGRAMS.resolve("sh/chaos-node") + "]";
        };
    }

    private static String manner(ChaosNode node) {
        return switch (node.kind()) {
            case LOG -> "    ready: {log: '^ready '}\n";
            case NONE -> "    ready: none\n";
            case MANUAL -> "    ready: none\n    start: manual\n";
            case TASK -> "    type: task\n";
            case TCP -> "    ready: {tcp: " + PORTS.get(Kind.TCP) + "}\n";
            default -> "    ready: inc\n";
        };
    }

    /** What the node looks at when it starts. */
    private String checks(ChaosNode node) {
        return node.requires().entrySet().stream()
                .map(entry -> entry.getKey() + ":" + check(node(entry.getKey()), entry.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String check(ChaosNode target, String condition) {
        if (target.kind() == Kind.NONE || condition.equals("started")) {
            return "started";
        }
        Integer port = target.kind().isBuiltin() ? PORTS.get(target.kind()) : null;
        return port == null ? condition : String.format(Locale.ROOT, "udp-%04X", port);
    }

    private static String map(Map<String, String> requires) {
        return requires.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
