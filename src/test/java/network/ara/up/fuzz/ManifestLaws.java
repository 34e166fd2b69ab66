package network.ara.up.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.ara.up.cli.ProblemPrinter;
import network.ara.up.graph.DependencyGraph;
import network.ara.up.graph.DotDrawing;
import network.ara.up.graph.Drawing;
import network.ara.up.graph.JsonDrawing;
import network.ara.up.graph.MermaidDrawing;
import network.ara.up.graph.Palette;
import network.ara.up.graph.Scene;
import network.ara.up.graph.TextDrawing;
import network.ara.up.manifest.ManifestReader;
import network.ara.up.manifest.Reading;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/** What holds for whatever a manifest's file has in it. */
final class ManifestLaws {

    private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/nowhere", "GREETING", "hello world");
    private static final List<Drawing> DRAWINGS = List.of(
            new TextDrawing(80, true, Palette.PLAIN),
            new TextDrawing(30, false, Palette.PLAIN),
            new JsonDrawing(),
            new DotDrawing(),
            new MermaidDrawing());

    private final Reading reading;
    private final DependencyGraph graph;

    ManifestLaws(Path file) {
        reading = new ManifestReader().read(List.of(file), ENVIRONMENT);
        graph = DependencyGraph.of(reading.manifest().nodes().values());
    }

    void check() {
        List<Problem> problems = Stream.concat(reading.problems().stream(), graph.problems().stream())
                .toList();
        assertThat(reading.problems())
                .isSortedAccordingTo(Comparator.<Problem>comparingInt(problem ->
                                reading.sources().order(problem.position().file()))
                        .thenComparing(Problem::position));
        problems.forEach(this::checkPlaces);
        ProblemPrinter printer = new ProblemPrinter(reading.sources()::line, false);
        assertThat(printer.print(problems, reading.unlisted(), Integer.MAX_VALUE)
                        .chars())
                .noneMatch(c -> c != '\n' && c != '\t' && Character.isISOControl(c));
        if (graph.problems().isEmpty() && !graph.nodes().isEmpty()) {
            assertThat(graph.order()).hasSameSizeAs(reading.manifest().nodes().keySet());
            DRAWINGS.forEach(drawing -> {
                StringBuilder drawn = new StringBuilder();
                drawing.draw(Scene.of(graph), drawn::append);
                assertThat(drawn.toString()).endsWith("\n");
            });
        }
    }

    private void checkPlaces(Problem problem) {
        assertThat(problem.message()).isNotBlank();
        check(problem.position(), problem);
        problem.notes().forEach(note -> check(note.position(), problem));
    }

    /** A caret stands under the line or right behind it. What is not text has no lines. */
    private void check(SourcePosition position, Problem problem) {
        reading.sources().line(position).ifPresent(line -> {
            int behind = line.codePointCount(0, line.length()) + 1;
            assertThat(position.column()).as("%s of %s", position, problem).isLessThanOrEqualTo(behind);
            assertThat(position.column() + position.length() - 1)
                    .as("%s of %s", position, problem)
                    .isLessThanOrEqualTo(behind);
        });
    }
}
