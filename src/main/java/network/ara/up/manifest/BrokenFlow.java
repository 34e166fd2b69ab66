package network.ara.up.manifest;

import java.util.Optional;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/** Mistakes within {@code [ ]} and {@code { }}. */
final class BrokenFlow {

    private BrokenFlow() {}

    static Optional<Problem> explain(Scene scene) {
        if (scene.is("flow node", "expected the node content")) {
            return Scene.problem(scene.at(), "a value is missing here", "write it, or close what is open");
        }
        if (scene.before().endsWith("$") && scene.from(scene.at()).startsWith("{")) {
            return variable(scene);
        }
        for (int line = scene.opened().line(); line <= scene.at().line(); line++) {
            Optional<Problem> foreign = BrokenLine.foreign(scene.line(line).strip(), scene.wholeLine(line));
            if (foreign.isPresent()) {
                return foreign;
            }
        }
        boolean list = scene.context().contains("sequence");
        boolean sameLine = scene.at().line() == scene.opened().line();
        if (!scene.from(scene.at()).isEmpty() && scene.reason().endsWith("<scalar>")) {
            return apart(scene, sameLine);
        }
        if (sameLine && scene.reason().endsWith("got :")) {
            return Scene.problem(
                    scene.at(), "a second ':' stands in this value", "put text that contains ': ' into quotes");
        }
        String close = list ? "]" : "}";
        if (scene.from(scene.at()).startsWith(list ? "}" : "]")
                && scene.reason().contains("expected ','")) {
            return Scene.problem(
                    scene.at(),
                    "what '" + (list ? '[' : '{') + "' opened has to be closed by '" + close + "'",
                    "write '" + close + "' here");
        }
        return Scene.problem(
                scene.opened(),
                (list ? "this list is not closed by '" : "this map is not closed by '") + close + "'",
                "add the '" + close + "'" + where(scene, sameLine));
    }

    /** {@code {run: node ${FILE}}}: the brace of the variable is YAML's here. */
    private static Optional<Problem> variable(Scene scene) {
        String rest = scene.from(scene.at());
        String variable = "$" + rest.substring(0, rest.indexOf('}') + 1);
        SourcePosition brace = scene.at();
        return Scene.problem(
                new SourcePosition(brace.file(), brace.line(), brace.column() - 1, variable.length()),
                "a '${' within [ ] or { } has to stand in quotes",
                "put the whole value that it belongs to into quotes");
    }

    private static Optional<Problem> apart(Scene scene, boolean sameLine) {
        boolean afterQuote = sameLine && scene.before().stripTrailing().matches(".*['\"]");
        return Scene.problem(
                scene.at(),
                "a ',' is missing before this",
                afterQuote
                        ? "add the ','; or, if it is all one value, put all of it into one pair of quotes"
                        : "add the ',', or close what is open");
    }

    private static String where(Scene scene, boolean sameLine) {
        return sameLine ? "" : ", perhaps at the end of line " + scene.opened().line();
    }
}
