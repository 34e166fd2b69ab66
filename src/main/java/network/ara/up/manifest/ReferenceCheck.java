package network.ara.up.manifest;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import network.ara.up.model.Dependency;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeReference;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.model.Problem;
import network.ara.up.model.Suggestion;

/** Whether what nodes ask of others by {@code ${nodes...}} will be known when they start. */
final class ReferenceCheck {

    private final Collection<NodeSpec> nodes;
    private final Problems problems;

    /** By all that they are called: their names, their aliases, and the names of their instances. */
    private final Map<String, NodeSpec> called = new HashMap<>();

    ReferenceCheck(Collection<NodeSpec> nodes, Problems problems) {
        this.nodes = nodes;
        this.problems = problems;
        for (NodeSpec node : nodes) {
            node.about().aliases().forEach(alias -> called.putIfAbsent(alias.text(), node));
            for (int number = 1; number <= node.wiring().replicas(); number++) {
                called.putIfAbsent(node.name() + "." + number, node);
            }
        }
        nodes.forEach(node -> called.put(node.name().text(), node));
    }

    /** @param met those of the node's keys, and of what it was made from: what was written over does not count any more */
    void check(NodeSpec node, List<References.Placed> met) {
        Set<NodeReference> present = new HashSet<>();
        texts(node).forEach(text -> present.addAll(NodeReference.allIn(text)));
        met.stream()
                .filter(placed -> present.contains(placed.reference()))
                .distinct()
                .forEach(placed -> check(node, placed));
    }

    private void check(NodeSpec node, References.Placed placed) {
        NodeName asked = placed.reference().node();
        NodeSpec target = called.get(asked.text());
        if (target == null) {
            problems.add(() -> Problem.at(
                    placed.position(),
                    "node '" + node.name() + "' asks for '" + placed.reference() + "', and there is no node '" + asked
                            + "'",
                    fix(node, asked)));
        } else if (!needs(node, target)) {
            problems.add(new Problem(
                    placed.position(),
                    "node '" + node.name() + "' asks for '" + placed.reference() + "', and may start before '" + asked
                            + "' does",
                    List.of(new Problem.Note(target.position(), "'" + target.name() + "' is here")),
                    Optional.of("add '" + target.name() + "' to its 'requires' or 'wants'")));
        }
    }

    private static boolean needs(NodeSpec node, NodeSpec target) {
        return node.name().equals(target.name())
                || node.dependencies().stream()
                        .anyMatch(dependency -> dependency.kind() != Dependency.Kind.AFTER
                                && dependency.target().equals(target.name()));
    }

    private String fix(NodeSpec node, NodeName asked) {
        List<String> names = Stream.concat(
                        node.dependencies().stream().map(Dependency::target),
                        nodes.stream().map(NodeSpec::name))
                .map(NodeName::text)
                .distinct()
                .toList();
        return Suggestion.nearest(asked.text(), names)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("add '" + asked + "' to its 'requires', and it is looked up");
    }

    /** All that may hold references. */
    static Stream<String> texts(NodeSpec node) {
        Stream<String> variables =
                node.environment().variables().values().stream().flatMap(Optional::stream);
        Stream<Probe> probes = Stream.concat(node.ready().probes().stream(), node.alive().probes().stream());
        return Stream.of(variables, launch(node.launch()), probes.flatMap(ReferenceCheck::probe))
                .flatMap(texts -> texts)
                .filter(NodeReference::isIn);
    }

    private static Stream<String> launch(Launch launch) {
        if (launch instanceof Launch.Program program) {
            return program.argv().stream();
        } else if (launch instanceof Launch.Builtin builtin) {
            return builtin.arguments().stream();
        }
        return launch instanceof Launch.Shell shell ? Stream.of(shell.script()) : Stream.empty();
    }

    private static Stream<String> probe(Probe probe) {
        if (probe instanceof Probe.Exec exec) {
            return exec.argv().stream();
        }
        return probe instanceof Probe.Wired wired ? Stream.of(wired.address()) : Stream.empty();
    }
}
