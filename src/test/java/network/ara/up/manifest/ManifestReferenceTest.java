package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.ara.up.Golden;
import org.junit.jupiter.api.Test;

/** The tables of docs/manifest.md are the tables of keys. {@code -Drewrite=true} writes them anew. */
class ManifestReferenceTest {

    private static final Path REFERENCE = Path.of("docs/manifest.md");
    private static final Pattern TABLE = Pattern.compile("<!-- keys: (\\S+) -->\n.*?<!-- end -->", Pattern.DOTALL);

    @Test
    void theReferenceHasEveryKeyWithItsDefault() {
        Map<String, Section<?>> sections = new LinkedHashMap<>();
        sections.put("file", FileDraft.SECTION);
        sections.put("node", NodeKeys.SECTION);
        sections.put("ready", ReadyShape.SECTION);
        sections.put("alive", AliveShape.SECTION);
        sections.put("restart", RestartShape.SECTION);
        sections.put("restart.backoff", RestartShape.BACKOFF);
        sections.put("stop", StopShape.SECTION);
        sections.put("calls", CallsShape.SECTION);
        sections.put("provides", ProvidesShape.SECTION);
        String reference = Golden.read(REFERENCE);

        assertThat(TABLE.matcher(reference).results().map(match -> match.group(1)))
                .containsExactlyElementsOf(sections.keySet());
        Golden.check(
                REFERENCE,
                TABLE.matcher(reference)
                        .replaceAll(match -> Matcher.quoteReplacement(
                                table(match, Objects.requireNonNull(sections.get(match.group(1)))))));
    }

    private static String table(MatchResult match, Section<?> section) {
        StringBuilder table = new StringBuilder("<!-- keys: " + match.group(1) + " -->\n");
        table.append("| key | value | default | meaning |\n|---|---|---|---|\n");
        for (Key<?> key : section.keys()) {
            boolean ofANode = section == FileDraft.SECTION && NodeKeys.SECTION.has(key.name());
            if (key.isOffered() && !ofANode) {
                String byDefault = key.byDefault().isEmpty() ? "" : "`" + key.byDefault() + "`";
                table.append("| `%s` | %s | %s | %s |\n"
                        .formatted(key.name(), cell(key.expects()), byDefault, cell(key.meaning())));
            }
        }
        return table + "<!-- end -->";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
