package network.ara.up.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import network.ara.up.model.NodeSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextDrawingTest {

    static List<Long> seeds() {
        return Graphs.seeds("TextDrawingTest", 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noLineIsWiderThanTheTerminalAndEveryNodeIsThere(long seed) {
        Random random = new Random(seed);
        Scene scene = RandomScenes.of(random, 1 + random.nextInt(60));
        int width = TextDrawing.MIN_WIDTH + random.nextInt(130);
        boolean unicode = random.nextBoolean();

        String text = Graphs.drawn(new TextDrawing(width, unicode, Palette.PLAIN), scene);

        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        assertThat(unicode || StandardCharsets.US_ASCII.newEncoder().canEncode(text))
                .isTrue();
        String unbroken = text.lines().map(String::strip).collect(Collectors.joining());
        for (NodeSpec node : scene.graph().nodes()) {
            assertThat(unbroken).contains(node.name().text());
            scene.state(node.name()).ifPresent(state -> assertThat(text).contains(state.word()));
        }
    }

    @Test
    void aTerminalThatIsTooNarrowIsTakenForAWiderOne() {
        Scene scene = Scene.of(Graphs.graph("b requires a"));

        assertThat(Graphs.drawn(new TextDrawing(1, true, Palette.PLAIN), scene))
                .isEqualTo(Graphs.drawn(new TextDrawing(TextDrawing.MIN_WIDTH, true, Palette.PLAIN), scene));
    }

    @Test
    void aPictureThatNobodyCouldFollowIsATree() {
        StringBuilder everyoneNeedsEveryone = new StringBuilder();
        for (int i = 1; i < 12; i++) {
            everyoneNeedsEveryone.append("n").append(i).append(" requires");
            for (int j = 0; j < i; j++) {
                everyoneNeedsEveryone.append(" n").append(j);
            }
            everyoneNeedsEveryone.append('\n');
        }

        assertThat(Graphs.drawn(
                        new TextDrawing(80, true, Palette.PLAIN),
                        Scene.of(Graphs.graph(everyoneNeedsEveryone.toString()))))
                .startsWith("who needs what:\n");
    }
}
