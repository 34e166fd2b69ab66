package network.ara.up.runtime;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeReference;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Port;
import network.ara.up.process.LaunchException;

/**
 * Where the nodes that run are reached, for those that ask by {@code ${nodes...}}. A port is, in this order, what the node's
 * last pong tells; what its {@code ready: log} has found; what ara-up gave it; what the manifest says, where that leaves
 * no choice.
 *
 * <p>Thread: any.
 */
final class Wires implements NodeEnvironment.Known {

    private static final int MAX_PORT = 65_535;

    private final FreePorts ports = new FreePorts();
    private final Map<NodeName, NodeSpec> nodes = new ConcurrentHashMap<>();
    private final Map<NodeName, Long> pids = new ConcurrentHashMap<>();
    private final Map<NodeName, Map<String, Integer>> told = new ConcurrentHashMap<>();
    private final Map<NodeName, Map<String, String>> found = new ConcurrentHashMap<>();

    Wires(Collection<NodeSpec> specs) {
        specs.forEach(this::describe);
    }

    void describe(NodeSpec spec) {
        nodes.put(spec.name(), spec);
    }

    /** Whether the word is one of the node's names. */
    boolean isCalled(NodeName node, String word) {
        NodeSpec spec = nodes.get(node);
        return node.text().equals(word) || (spec != null && spec.isCalled(word));
    }

    /**
     * The node is about to start: nothing that was heard of it before counts any more. The ports that it is given, by name.
     *
     * <p>Errors: {@link LaunchException} where all that one may be are taken.
     */
    Map<String, Integer> startBegins(NodeSpec node) throws LaunchException {
        told.remove(node.name());
        found.remove(node.name());
        return ports.choose(node);
    }

    /** An earlier run has started the process that runs now, and gave it these ports. */
    void given(NodeName node, Map<String, Integer> those) {
        ports.remember(node, those);
    }

    void runs(NodeName node, long pid) {
        pids.put(node, pid);
    }

    /** This process has ended; another one may run already. */
    void ended(NodeName node, long pid) {
        if (pids.remove(node, pid)) {
            told.remove(node);
        }
    }

    /** A pong of the node's process has these. */
    void told(NodeName node, Map<String, Integer> those) {
        told.put(node, Map.copyOf(those));
    }

    /** The named groups of {@code ready: log}. */
    void found(NodeName node, Map<String, String> groups) {
        found.put(node, groups);
    }

    /** The named groups of {@code ready: log}, as the output of the node's last process had them. */
    Map<String, String> found(NodeName node) {
        return found.getOrDefault(node, Map.of());
    }

    @Override
    public Map<String, Integer> ports(NodeSpec node) {
        return ports.of(node.name());
    }

    /** Of several instances that are meant the first answers of which it is known. */
    @Override
    public String of(NodeSpec asking, NodeReference reference) throws LaunchException {
        List<NodeSpec> asked = asked(asking, reference.node());
        return asked.stream()
                .flatMap(node -> answer(asking, node, reference).stream())
                .findFirst()
                .or(reference::fallback)
                .orElseThrow(() -> unknown(asking, asked, reference));
    }

    private List<NodeSpec> asked(NodeSpec asking, NodeName name) {
        return asking.isCalled(name.text())
                ? List.of(asking)
                : nodes.values().stream()
                        .filter(node -> node.isCalled(name.text()))
                        .sorted(Comparator.comparingInt(node -> node.wiring().instance()))
                        .toList();
    }

    private Optional<String> answer(NodeSpec asking, NodeSpec asked, NodeReference reference) {
        if (reference.port().isPresent()) {
            String port = reference.port().get();
            // Of itself a node that is starting has told nothing yet.
            Optional<Integer> own = Optional.ofNullable(ports.of(asked.name()).get(port));
            Optional<Integer> number =
                    isSame(asked, asking) ? own : port(asked, port).or(() -> own);
            return number.or(() -> declared(asked, port)).map(String::valueOf);
        } else if (reference.property().equals("pid")) {
            return isSame(asked, asking)
                    ? Optional.empty()
                    : Optional.ofNullable(pids.get(asked.name())).map(String::valueOf);
        }
        return Optional.of("127.0.0.1"); // the bus is of one machine
    }

    private static boolean isSame(NodeSpec one, NodeSpec other) {
        return one.name().equals(other.name());
    }

    /** What the running node says. */
    private Optional<Integer> port(NodeSpec node, String port) {
        return Optional.ofNullable(told.getOrDefault(node.name(), Map.of()).get(port))
                .or(() -> logged(node, port));
    }

    private Optional<Integer> logged(NodeSpec node, String port) {
        if (!pids.containsKey(node.name())) {
            return Optional.empty();
        }
        Map<String, String> groups = found(node.name());
        boolean isOnly = node.wiring().ports().stream()
                .allMatch(declared -> declared.name().equals(port));
        return Stream.of(port, isOnly ? "port" : port)
                .flatMap(group -> Optional.ofNullable(groups.get(group)).stream())
                .filter(text -> text.matches("\\d{1,5}"))
                .map(Integer::valueOf)
                .filter(number -> number >= 1 && number <= MAX_PORT)
                .findFirst();
    }

    private static Optional<Integer> declared(NodeSpec node, String name) {
        return node.wiring().ports().stream()
                .filter(port -> port.name().equals(name) && port.bump() == 0)
                .map(Port::number)
                .findFirst();
    }

    private LaunchException unknown(NodeSpec asking, List<NodeSpec> asked, NodeReference reference) {
        String why = asked.isEmpty()
                ? "'" + reference.node() + "' is not looked after in this run"
                : asked.stream().map(node -> why(asking, node, reference)).collect(Collectors.joining("; "));
        String port = reference.port().orElse("NAME");
        String fix = reference.port().isPresent()
                ? "let its pong tell it, or a group (?<" + port + ">...) of its 'ready: log', or declare it: 'ports: {"
                        + port + ": NUMBER}'"
                : "write what holds without it: ${nodes." + reference.node() + "." + reference.property() + ":-TEXT}";
        return new LaunchException(
                asking.name(), "'" + reference + "' is not known: " + why + " (" + asking.position() + ")", fix);
    }

    private String why(NodeSpec asking, NodeSpec node, NodeReference reference) {
        if (isSame(node, asking)) {
            return "it is its own, and it has not started";
        }
        Long pid = pids.get(node.name());
        String who = "'" + node.name() + "' ";
        if (pid == null && !told.containsKey(node.name())) {
            return who
                    + (reference.port().isPresent()
                            ? "does not run, or is not known to"
                            : "is no process that is known");
        }
        return who
                + (pid == null ? "runs" : "runs as pid " + pid)
                + reference
                        .port()
                        .map(port -> ", and tells no port '" + port + "'")
                        .orElse("");
    }
}
