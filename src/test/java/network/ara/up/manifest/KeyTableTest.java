package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of keys says what is so. */
class KeyTableTest {

    @TempDir
    private Path folder;

    @Test
    void aDefaultThatIsWrittenOutChangesNothing() throws IOException {
        NodeSpec without = node("");

        for (Key<?> key : withDefault(NodeKeys.SECTION)) {
            assertThat(node(key.name() + ": " + key.byDefault())).as(key.name()).isEqualTo(without);
        }
        for (Key<?> key : withDefault(ReadyShape.SECTION)) {
            assertThat(node("ready: {" + key.name() + ": " + key.byDefault() + "}"))
                    .as(key.name())
                    .isEqualTo(without);
        }
        for (Key<?> key : withDefault(AliveShape.SECTION)) {
            assertThat(node("alive: {" + key.name() + ": " + key.byDefault() + "}"))
                    .as(key.name())
                    .isEqualTo(node("alive: inc"));
        }
        for (Key<?> key : withDefault(RestartShape.SECTION)) {
            assertThat(node("restart: {" + key.name() + ": " + key.byDefault() + "}"))
                    .as(key.name())
                    .isEqualTo(without);
        }
        for (Key<?> key : withDefault(RestartShape.BACKOFF)) {
            assertThat(node("restart: {backoff: {" + key.name() + ": " + key.byDefault() + "}}"))
                    .as(key.name())
                    .isEqualTo(without);
        }
        for (Key<?> key : withDefault(CallsShape.SECTION)) {
            assertThat(node("calls: {" + key.name() + ": " + key.byDefault() + "}"))
                    .as(key.name())
                    .isEqualTo(without);
        }
        for (Key<?> key : withDefault(StopShape.SECTION)) {
            assertThat(node("stop: {" + key.name() + ": " + key.byDefault() + "}"))
                    .as(key.name())
                    .isEqualTo(without);
        }
    }

    @Test
    void everyKeySaysWhatItMeansAndEveryBuiltOneWhatItExpects() {
        assertThat(FileDraft.SECTION.keys())
                .allSatisfy(key -> assertThat(key.meaning()).isNotBlank())
                .filteredOn(key -> key.isOffered())
                .allSatisfy(key -> assertThat(key.expects()).isNotBlank());
    }

    private static List<? extends Key<?>> withDefault(Section<?> section) {
        Stream<? extends Key<?>> keys = section.keys().stream();
        List<? extends Key<?>> found =
                keys.filter(key -> !key.byDefault().isEmpty()).toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private NodeSpec node(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yml"), "name: a\nrun: x\n" + line + "\n");
        Reading reading = new ManifestReader().read(List.of(file), Map.of());
        assertThat(reading.problems()).noneMatch(Problem::isError);
        NodeSpec node = reading.manifest().nodes().get(new NodeName("a"));
        return Objects.requireNonNull(node);
    }
}
