package network.ara.up.manifest;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import network.ara.up.model.Problem;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Says in our words why the parser gave up, at the place where the mistake is: the parser notices many only later. Where
 * its reason is none of the known ones, it is told as the cause.
 */
final class SyntaxProblem {

    static final String NOT_YAML = "this is not YAML: ";

    private record Rule(String context, String reason, Function<Scene, Optional<Problem>> explain) {}

    /** The first that matches and has an explanation. */
    private static final List<Rule> RULES = List.of(
            new Rule("", "'\\t", BrokenLine::tab),
            new Rule("quoted", "", BrokenValue::quoted),
            new Rule("block scalar", "expected a comment", BrokenValue::textBesideBar),
            new Rule("scanning an alias", "", scene -> BrokenValue.beginning(scene, scene.opened())),
            new Rule("scanning an anchor", "", scene -> BrokenValue.beginning(scene, scene.opened())),
            new Rule("", "cannot start any token", scene -> BrokenValue.beginning(scene, scene.at())),
            new Rule("", "mapping keys are not allowed", scene -> BrokenValue.beginning(scene, scene.at())),
            new Rule("block node", "expected the node content", scene -> BrokenValue.beginning(scene, scene.at())),
            new Rule("directive", "", BrokenLine::directive),
            new Rule("", "mapping values are not allowed", BrokenLine::secondColon),
            new Rule(
                    "simple key",
                    "expected ':'",
                    scene -> BrokenLine.lacksColon(scene, scene.opened().line())),
            new Rule("", "sequence entries are not allowed", BrokenLine::listBehindKey),
            new Rule("flow", "", BrokenFlow::explain),
            new Rule("block", "expected <block end>", BrokenLine::unexpected),
            new Rule("", "<document start>", BrokenLine::afterDocument));

    private SyntaxProblem() {}

    static Problem of(MarkedYamlEngineException e, SourceText source) {
        Scene scene = Scene.of(e, source);
        return RULES.stream()
                .filter(rule -> scene.is(rule.context(), rule.reason()))
                .flatMap(rule -> rule.explain().apply(scene).stream())
                .findFirst()
                .orElseGet(() -> Problem.at(
                        scene.at(), "this is not YAML (" + scene.reason().replaceAll("\\s*\\(\\d+\\)", "") + ")"));
    }
}
