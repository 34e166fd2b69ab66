package network.ara.up.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import network.ara.up.model.About;
import network.ara.up.model.NodeSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class SvgDrawingTest {

    /** Pixels for a character of 13 pixels' size: the widest of the fixed-width fonts that are asked for. */
    private static final double CHARACTER = 7.9;

    static List<Long> seeds() {
        return Graphs.seeds("SvgDrawingTest", 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyNodeAndEdgeIsThereAndNoBoxesOverlap(long seed) throws Exception {
        Random random = new Random(seed);
        Scene scene = RandomScenes.of(random, 1 + random.nextInt(40));

        Document document = parse(Graphs.drawn(new SvgDrawing("random"), scene));

        List<String> titles = elements(document, "title").stream()
                .map(Element::getTextContent)
                .toList();
        for (NodeSpec node : scene.graph().nodes()) {
            assertThat(titles)
                    .anyMatch(title -> title.startsWith(
                            node.name() + " (" + NodeKind.of(node).word()));
        }
        for (Edge edge : scene.graph().edges()) {
            assertThat(titles).contains(edge.from() + " " + edge.kind().word() + " " + edge.to());
        }
        noBoxesOverlap(document, scene);
    }

    private static void noBoxesOverlap(Document document, Scene scene) {
        List<Rectangle> boxes = new ArrayList<>();
        for (Element group : elements(document, "g")) {
            List<Element> shapes = children(group, "rect");
            List<Element> texts = children(group, "text");
            if (shapes.size() == 1
                    && !texts.isEmpty()
                    && !children(group, "title").isEmpty()) {
                Rectangle box = rectangle(shapes.get(0));
                assertThat(boxes).noneMatch(box::intersects);
                boxes.add(box);
                texts.forEach(text -> assertThat(text.getTextContent().length() * CHARACTER)
                        .as(text.getTextContent())
                        .isLessThan(box.width - 8));
            }
        }
        assertThat(boxes).hasSize(scene.graph().nodes().size());
        Element svg = document.getDocumentElement();
        Rectangle page = new Rectangle(number(svg, "width"), number(svg, "height"));
        boxes.forEach(box -> assertThat(page.contains(box)).isTrue());
    }

    @Test
    void aDescriptionCanHoldAnything() throws Exception {
        NodeSpec node = Graphs.node("a", 1, List.of());
        NodeSpec described = new NodeSpec(
                node.name(),
                node.position(),
                new About(Optional.of("</title> & \"\u0001\uD800 \uD83D\uDE80"), List.of(), java.util.Map.of()),
                node.launch(),
                node.cwd(),
                node.environment(),
                node.dependencies(),
                node.lifecycle(),
                node.ready(),
                node.alive(),
                node.restart(),
                node.stop(),
                node.calls(),
                node.wiring(),
                node.provides());

        Document document =
                parse(Graphs.drawn(new SvgDrawing("<project>"), Scene.of(DependencyGraph.of(List.of(described)))));

        assertThat(elements(document, "title"))
                .extracting(Element::getTextContent)
                .contains("<project>", "a (service): </title> & \"   \uD83D\uDE80");
    }

    @Test
    void nothingIsFetchedFromElsewhereAndNothingRuns() throws Exception {
        Document document = parse(Graphs.drawn(new SvgDrawing("p"), RandomScenes.of(new Random(3), 20)));

        assertThat(elements(document, "*"))
                .extracting(Element::getTagName)
                .isSubsetOf("svg", "title", "desc", "style", "rect", "g", "path", "text");
        assertThat(elements(document, "style").get(0).getTextContent()).doesNotContain("url(", "@import", "@font-face");
    }

    @Test
    void aGraphThatIsTooBigIsRefused() {
        List<NodeSpec> nodes = IntStream.range(0, 200)
                .mapToObj(i -> Graphs.node("n" + i, 1, List.of()))
                .toList();

        assertThatThrownBy(() -> Graphs.drawn(new SvgDrawing("p"), Scene.of(DependencyGraph.of(nodes))))
                .isInstanceOf(TooBigException.class)
                .hasMessage("200 nodes and 0 dependencies are too many for one picture");
    }

    private static Document parse(String svg) throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document document, String tag) {
        return IntStream.range(0, document.getElementsByTagName(tag).getLength())
                .mapToObj(i -> (Element) document.getElementsByTagName(tag).item(i))
                .toList();
    }

    private static List<Element> children(Element parent, String tag) {
        return IntStream.range(0, parent.getChildNodes().getLength())
                .mapToObj(parent.getChildNodes()::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(child -> child.getTagName().equals(tag))
                .toList();
    }

    private static Rectangle rectangle(Element rect) {
        return new Rectangle(number(rect, "x"), number(rect, "y"), number(rect, "width"), number(rect, "height"));
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }
}
