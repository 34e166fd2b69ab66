package network.ara.up.manifest;

import java.util.List;
import java.util.Optional;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in our words why the parser gave up. Where its reason is none of the known ones, it is told as the cause. */
final class SyntaxProblem {

    private record Rule(String context, String problem, String message, String fix) {

        boolean matches(MarkedYamlEngineException e) {
            return text(e.getContext()).contains(context)
                    && text(e.getProblem()).contains(problem);
        }
    }

    /** The first that matches. */
    private static final List<Rule> RULES = List.of(
            new Rule("", "'\\t", "a tab stands where only spaces may", "replace it by spaces"),
            new Rule("quoted", "unexpected end of stream", "this quote is never closed", "close it"),
            new Rule("quoted", "document separator", "this quote is not closed before the document ends", "close it"),
            new Rule("", "unknown escape", "this escape is unknown within double quotes", "write \\\\ for a backslash"),
            new Rule("flow sequence", "expected ',' or ']'", "this list is not closed by ']'", "add the ',' or ']'"),
            new Rule("flow mapping", "expected ',' or '}'", "this map is not closed by '}'", "add the ',' or '}'"),
            new Rule(
                    "flow node", "expected the node content", "a value is missing here", "write it, or close the list"),
            new Rule(
                    "",
                    "mapping values are not allowed",
                    "a ':' can't stand here",
                    "put text that contains ': ' into quotes, or give an earlier line the ':' that it lacks"),
            new Rule(
                    "simple key",
                    "expected ':'",
                    "this line is neither 'key: value' nor '- item'",
                    "add the ':' with a space after it"),
            new Rule("", "cannot start any token", "a value can't begin with this character", "put it into quotes"),
            new Rule(
                    "block mapping",
                    "",
                    "this line is not indented as the lines before it",
                    "align it with its neighbours"),
            new Rule(
                    "block collection",
                    "",
                    "this line is not indented as the list before it",
                    "align it with its neighbours"));

    private SyntaxProblem() {}

    static Problem of(MarkedYamlEngineException e, SourceText source) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        for (Rule rule : RULES) {
            if (rule.matches(e)) {
                // An open quote or bracket is best shown where it was opened: the parser notices at the end of the
                // file.
                boolean opened = rule.message().contains("closed");
                SourcePosition at = place(opened ? e.getContextMark().or(() -> mark) : mark, source);
                return Problem.at(at, "this is not YAML: " + rule.message(), rule.fix());
            }
        }
        return Problem.at(place(mark, source), "this is not YAML (" + text(e.getProblem()) + ")");
    }

    private static SourcePosition place(Optional<Mark> mark, SourceText source) {
        return mark.map(at -> source.position(at.getLine() + 1, at.getColumn() + 1, 1))
                .orElse(source.start());
    }

    private static String text(@Nullable String of) {
        return of == null ? "" : of;
    }
}
