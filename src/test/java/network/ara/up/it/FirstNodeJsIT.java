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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows docs/first-node-js.md to the letter, but for the install: tests run where no registry is, so the library that npm
 * packs finds the packages that the tests have installed.
 */
class FirstNodeJsIT {

    private static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMANDS = Pattern.compile("<!-- commands -->\n```console\n(.*?)```", Pattern.DOTALL);
    private static final Path LIBRARY = Path.of("src/main/js").toAbsolutePath();

    @TempDir
    private Path folder;

    @BeforeEach
    void needsNpm() {
        Tools.require("npm", "tar");
        Tools.requireNpm("localcast", "md5");
    }

    @AfterEach
    void nothingIsLeft() {
        new AraUp(folder).downAll("ara.yml");
    }

    @Test
    void thePageHoldsWhatItPromises() throws IOException {
        String page = Files.readString(Path.of("docs/first-node-js.md"));
        AraUp araUp =
                new AraUp(folder).with("NODE_PATH", Tools.script("node_modules").toString());
        install();
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

    /** What {@code npm install --install-links} lays into node_modules, as npm packs it. */
    private void install() throws IOException {
        Path library = Files.createDirectories(folder.resolve("node_modules/ara-inc"));
        run("npm", "pack", "--silent", "--pack-destination", folder.toString(), LIBRARY.toString());
        run(
                "tar",
                "-xf",
                folder.resolve("ara-inc-0.1.0.tgz").toString(),
                "-C",
                library.toString(),
                "--strip-components=1");
    }

    private void run(String... command) {
        try (ChildProcess child = ChildProcess.start(new ProcessBuilder(command).directory(folder.toFile()))) {
            assertThat(child.exitCode()).as(child.toString()).isZero();
        }
    }
}
