package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows docs/first-node-java.md to the letter. */
class FirstNodeJavaIT {

    private static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMANDS = Pattern.compile("<!-- commands -->\n```console\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @AfterEach
    void nothingIsLeft() {
        new AraUp(folder).downAll("ara.yml");
    }

    @Test
    void thePageHoldsWhatItPromises() throws IOException {
        String page = Files.readString(Path.of("docs/first-node-java.md"));
        AraUp araUp = new AraUp(folder);
        Matcher files = FILE.matcher(page);
        while (files.find()) {
            Files.writeString(folder.resolve(files.group(1)), files.group(2));
        }
        Matcher commands = COMMANDS.matcher(page);
        assertThat(commands.find()).isTrue();
        List<String> shown = commands.group(1).lines().toList();

        List<String> seen = new ArrayList<>();
        for (String line : shown) {
            if (line.startsWith("$ ara-up ")) {
                String[] words = line.substring("$ ara-up ".length()).split(" ");
                List<String> output = araUp.run(0, words);
                seen.add(line);
                seen.addAll(words[0].equals("call") ? output : List.of());
            }
        }

        assertThat(seen).isEqualTo(shown);
    }
}
