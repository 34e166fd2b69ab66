package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ara-up}, in a copy of the project's folder that looks freshly built. */
class StartScriptIT {

    private record Result(int code, String out, String err) {}

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Path home;
    private Path script;

    @BeforeEach
    void copyTheProject() throws IOException {
        folder = folder.toRealPath();
        home = Files.createDirectories(folder.resolve("a home"));
        script = Files.copy(Path.of("ara-up"), home.resolve("ara-up"));
        Files.createDirectories(home.resolve("target"));
        Files.createDirectories(home.resolve("src/main"));
        Files.createDirectories(home.resolve("manifests"));
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(home.resolve("manifests/dht.yml"), "name: dht\nbuiltin: dht\n");
        for (String source : List.of("pom.xml", "manifests/dht.yml", "manifests", "src/main")) {
            Files.setLastModifiedTime(home.resolve(source), FileTime.from(LONG_AGO));
        }
        Files.copy(Path.of("target/ara-up.jar"), home.resolve("target/ara-up.jar"));
        Files.createSymbolicLink(
                home.resolve("target/lib"), Path.of("target/lib").toAbsolutePath());
    }

    @Test
    void itRunsFromAnyFolderAndThroughLinks() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(elsewhere.resolve("up1"), Path.of("../a home/ara-up"));
        Files.createSymbolicLink(elsewhere.resolve("up2"), elsewhere.resolve("up1"));

        Result result = run(Map.of(), elsewhere.resolve("up2").toString(), "check", home + "/manifests/dht.yml");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(home + "/manifests/dht.yml: all is well with 1 node\n");
        assertThat(result.code()).isZero();
    }

    @Test
    void argumentsAndTheExitCodeArePassedUntouched() throws Exception {
        Result result = run(Map.of(), script.toString(), "check", "a  b*\"$HOME'.yml");

        assertThat(result.err()).startsWith("a  b*\"$HOME'.yml:1:1: error: ");
        assertThat(result.code()).isEqualTo(3);
    }

    @Test
    void itBuildsWhenASourceIsNewerAndOnlyThen() throws Exception {
        Path bin = fakeMaven("touch \"$PWD/target/ara-up.jar\"; echo built >> \"$PWD/builds\"");
        Files.setLastModifiedTime(home.resolve("target/ara-up.jar"), FileTime.from(LONG_AGO.minusSeconds(1)));

        for (int start = 0; start < 2; start++) {
            Result result = run(Map.of("PATH", bin + ":" + System.getenv("PATH")), script.toString(), "--version");
            assertThat(result.out()).startsWith("ara-up ");
            assertThat(result.err().lines()).hasSize(start == 0 ? 1 : 0).allMatch(line -> line.contains("building"));
        }

        assertThat(home.resolve("builds")).hasContent("built");
        assertThat(home.resolve("target/ara-up.jsa")).isNotEmptyFile();
    }

    @Test
    void aFailedBuildIsNotStarted() throws Exception {
        Path bin = fakeMaven("echo no network >&2; exit 1");
        Files.delete(home.resolve("target/ara-up.jar"));

        Result result = run(Map.of("PATH", bin + ":" + System.getenv("PATH")), script.toString(), "--version");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("no network", "error: the build failed", "  fix: ");
    }

    @Test
    void aMissingOrOldJavaIsSaid() throws Exception {
        Path old = folder.resolve("jdk");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.2\"\n");
        Files.writeString(old.resolve("bin/java"), "#!/bin/sh\n");
        assertThat(old.resolve("bin/java").toFile().setExecutable(true)).isTrue();

        assertThat(run(Map.of("PATH", "/nonexistent", "JAVA_HOME", ""), "/bin/sh", script.toString())
                        .err())
                .isEqualTo("error: no 'java' on the PATH\n  fix: install a JDK, 17 or newer, or set JAVA_HOME\n");
        assertThat(run(Map.of("JAVA_HOME", old.toString()), script.toString()).err())
                .startsWith("error: '" + old + "/bin/java' is Java 11.0.2, and 17 is needed\n  fix: ");
    }

    private Path fakeMaven(String body) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("fake"));
        Path mvn = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\n" + body + "\n");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
        return bin;
    }

    private Result run(Map<String, String> environment, String... command) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
