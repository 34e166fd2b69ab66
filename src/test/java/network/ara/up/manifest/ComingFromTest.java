package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests in docs/coming-from.md: of each pair, ours is read, and the catalogue's table has all its entries. */
class ComingFromTest {

    private static final Pattern BLOCK = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);
    private static final String OURS = "# ara.yml\n";

    @TempDir
    private Path folder;

    private final String page;

    ComingFromTest() throws IOException {
        page = Files.readString(Path.of("docs/coming-from.md"));
    }

    @Test
    void eachOfOursIsAManifest() throws IOException {
        List<String> ours = blocks().filter(block -> block.startsWith(OURS)).toList();

        assertThat(ours).hasSize(4);
        Files.createFile(folder.resolve(".env"));
        for (String manifest : ours) {
            Path file = Files.writeString(folder.resolve("ara.yml"), manifest);
            Reading reading = new ManifestReader().read(List.of(file), Map.of());
            assertThat(reading.problems()).as(manifest).isEmpty();
        }
    }

    @Test
    void oursIsTheShorterOneWhereBothAreManifests() {
        List<String> blocks = blocks().toList();
        for (int i = 1; i < blocks.size(); i++) {
            if (blocks.get(i).startsWith(OURS) && blocks.get(i - 1).contains(":\n")) {
                assertThat(blocks.get(i).lines().count())
                        .as(blocks.get(i))
                        .isLessThan(blocks.get(i - 1).lines().count());
            }
        }
    }

    @Test
    void theTableHasTheWholeCatalogue() {
        assertThat(Pattern.compile("(?m)^\\| `([^`]+)` \\| (?=.*\\|.*\\|.*\\|)")
                        .matcher(page.substring(page.indexOf("# The built-in catalogue")))
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(Lookup.CATALOGUE);
    }

    private Stream<String> blocks() {
        return BLOCK.matcher(page).results().map(block -> block.group(1));
    }
}
