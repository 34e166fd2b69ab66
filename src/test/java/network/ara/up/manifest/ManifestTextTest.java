package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTextTest {

    /** Words that YAML, a shell or a variable would take for something else. */
    private static final List<String> WORDS = List.of(
            "plain",
            "",
            " ",
            "a b",
            "yes",
            "no",
            "true",
            "null",
            "~",
            "1",
            "0x10",
            "1e3",
            "-",
            "- a",
            "--flag",
            "a: b",
            "a:",
            ": a",
            "a #b",
            "#a",
            "[a]",
            "{a}",
            "a, b",
            "a]",
            "}",
            "'",
            "''",
            "\"",
            "\\",
            "a\\n",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a`",
            "?",
            "? a",
            "$",
            "$a",
            "$$",
            "$$$",
            "${a}",
            "${",
            "$${a}",
            "$$$${",
            "a\nb",
            "\n",
            "a\n",
            "\ta",
            "a\t",
            " a ",
            "\u0007",
            "\u001b[0m",
            "\u0085",
            "\u2028",
            "\ufeff",
            "\u00e9",
            "\ud83d\ude00",
            "---",
            "...",
            "a'b\"c",
            "=",
            "<<");

    private static final String ALPHABET = "ab '\"\\$ {}[]:,#-&*!|>%@`?\n\t\u00e9\u0007";

    @TempDir
    private Path folder;

    @Test
    void whateverIsWrittenIsReadBackAsTheSame() throws IOException {
        assertIsReadBack(WORDS);
        for (String word : WORDS) {
            assertIsReadBack(List.of("a", word));
        }
    }

    @Test
    void randomTextsAreReadBackAsTheSame() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> words = new ArrayList<>(List.of("a"));
        for (int i = 0; i < 2_000; i++) {
            StringBuilder word = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            words.add(word.toString());
        }
        try {
            assertIsReadBack(words);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private void assertIsReadBack(List<String> words) throws IOException {
        String script = "x" + String.join("", words);
        ManifestText text = new ManifestText().comment("a comment\nof one line").key("name", "p");
        text.open("nodes")
                .open("1e3")
                .key("run", words)
                .key("env", Map.of("A", script))
                .close();
        text.open("n").key("shell", script).word("ready", "none");
        Path file = Files.writeString(folder.resolve("ara.yml"), text.toString());

        Reading reading = new ManifestReader().read(List.of(file), Map.of());

        assertThat(reading.problems()).as(text.toString()).isEmpty();
        Map<NodeName, NodeSpec> nodes = reading.manifest().nodes();
        NodeSpec first = Objects.requireNonNull(nodes.get(new NodeName("1e3")));
        assertThat(first.launch()).isEqualTo(new Launch.Program(words));
        assertThat(first.environment().variables()).isEqualTo(Map.of("A", Optional.of(script)));
        NodeSpec second = Objects.requireNonNull(nodes.get(new NodeName("n")));
        assertThat(second.launch()).isEqualTo(new Launch.Shell(script));
    }
}
