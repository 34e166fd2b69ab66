package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.ara.up.manifest.ManifestReader;
import network.ara.up.manifest.Reading;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo a b",
                "echo 'a  b' \"c  d\" e",
                "printf %s, '' \"\" x ' '",
                "echo --a=b 1,2 a:b - : x",
                "echo $PORT ${PORT} | tr a b",
                "cd / && pwd",
                "A=b printenv A",
                "echo \"it's\" 'a # b' # c",
                "echo a; echo b",
                "echo \"$(echo c)\" `echo d`",
                "printf '%s\\n' a\\ b",
                "exec echo a",
                "echo {a,b} [x] ! ~",
                "sh -c 'echo \"$0\"' ${PORT}",
                "echo yes no null 010 \"&a *b\""
            })
    void aCommandOfAProcfileDoesWhatAShellWouldHaveDone(String command) throws IOException {
        write("Procfile", "web: " + command + "\n");

        assertThat(init("--from", "Procfile")).isZero();

        NodeSpec web = node("web");
        List<String> argv = web.launch() instanceof Launch.Program program
                ? program.argv()
                : List.of("/bin/sh", "-c", ((Launch.Shell) web.launch()).script());
        assertThat(web.environment().variables()).isEqualTo(Map.of("PORT", Optional.of("5000")));
        assertThat(output(argv)).isEqualTo(output(List.of("/bin/sh", "-c", command)));
    }

    @Test
    void aCommandThatNeedsNoShellIsGivenToNone() throws IOException {
        write("Procfile", "web: node web.js 'a b'\n");

        init("--from", "Procfile");

        assertThat(node("web").launch()).isEqualTo(new Launch.Program(List.of("node", "web.js", "a b")));
    }

    @Test
    void portsAreCountedFromThatOfTheVariablesAsForemanDoes() throws IOException {
        write(".env", "PORT=7000\n");
        write("Procfile", "web: serve\nworker: work\n");

        assertThat(init("--from", "Procfile")).isZero();

        assertThat(node("web").environment().variables()).containsEntry("PORT", Optional.of("7000"));
        assertThat(node("worker").environment().variables()).containsEntry("PORT", Optional.of("7100"));
    }

    @Test
    void programsRunInTheFolderOfTheirProcfileWithItsVariables() throws IOException {
        write("sub/Procfile", "web: node web.js\n");
        write("sub/.env", "A=b\n");

        init("--from", "sub/Procfile");

        assertThat(node("web").cwd()).isEqualTo(folder.resolve("sub"));
        assertThat(node("web").environment().files()).isNotEmpty();
    }

    @Test
    void aFileThatExistsIsOverwrittenOnlyByForce() throws IOException {
        write("ara.yml", "mine\n");

        assertThat(init()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("ara.yml"))).isEqualTo("mine\n");
        assertThat(init("-o", "other.yml")).isZero();
        assertThat(init("--force")).isZero();
        assertThat(Files.readString(folder.resolve("ara.yml")))
                .isEqualTo(Files.readString(folder.resolve("other.yml")));
        assertThat(init("-o", "nowhere/ara.yml")).isEqualTo(2);
        assertThat(init("-o", ".")).isEqualTo(2);
        assertThat(err.toString()).contains("'.' is a folder").doesNotContain("Exception");
    }

    @Test
    void theProgramOfTheFolderIsStarted() throws IOException {
        init();
        assertThat(node("app").launch()).isInstanceOf(Launch.Shell.class);
        write("app 1.jar", "");
        init("--force");
        assertThat(node("app").launch()).isEqualTo(new Launch.Program(List.of("java", "-jar", "app 1.jar")));
        write("package.json", "{\"scripts\": {\"start\": \"node .\"}}");
        init("--force");
        assertThat(node("app").launch()).isEqualTo(new Launch.Program(List.of("npm", "start")));
        write("package.json", "{\"scripts\": {}}");
        write("another.jar", "");
        init("--force");
        assertThat(node("app").launch()).isInstanceOf(Launch.Shell.class);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private int init(String... words) {
        List<String> all = new ArrayList<>(List.of("init"));
        all.addAll(List.of(words));
        Screen screen = new Screen(false, false, true, () -> 80);
        return AraUp.run(
                new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err, true), Map.of(), folder, screen),
                all);
    }

    private NodeSpec node(String name) {
        Reading reading = new ManifestReader().read(List.of(folder.resolve("ara.yml")), Map.of());
        assertThat(reading.problems()).isEmpty();
        return Optional.ofNullable(reading.manifest().nodes().get(new NodeName(name)))
                .orElseThrow();
    }

    private static String output(List<String> argv) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
        builder.environment().put("PORT", "5000");
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
