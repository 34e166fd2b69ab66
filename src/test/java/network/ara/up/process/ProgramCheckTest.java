package network.ara.up.process;

import static network.ara.up.process.ProcessLauncherTest.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramCheckTest {

    @TempDir
    private Path folder;

    private Launches launches;

    @BeforeEach
    void open() {
        launches = new Launches(folder);
    }

    @Test
    void aProgramThatIsNotOnThePath() {
        expect(launches.order(folder, Map.of("PATH", "/bin:/nowhere"), "no-such-program", "--flag"))
                .isEqualTo("node 'n' can't be started: its program 'no-such-program' is not on the PATH, which is"
                        + " /bin:/nowhere\n  fix: install 'no-such-program', or give its path in 'run'");
    }

    @Test
    void withoutAPathTheKernelsDefaultIsSearched() {
        expect(launches.order(folder, Map.of(), "no-such-program")).contains("is not on the PATH, which is /bin:");
        assertThat(catchThrowableOfType(
                        LaunchException.class, () -> ProgramCheck.verify(launches.order(folder, Map.of(), "sh"))))
                .isNull();
    }

    @Test
    void aFileThatIsMissing() {
        expect(launches.order("bin/serve"))
                .startsWith(failure("its program '" + folder + "/bin/serve' does not exist"));
    }

    @Test
    void aFileThatIsNotExecutable() throws Exception {
        Files.writeString(folder.resolve("serve"), "#!/bin/sh\n");

        expect(launches.order("./serve"))
                .isEqualTo(failure("its program '" + folder + "/serve' is not executable\n  fix: chmod +x '" + folder
                        + "/serve'"));
    }

    @Test
    void onThePathAnExecutableFileIsPreferred() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("a")).resolve("serve"), "");
        expect(launches.order(folder, Map.of("PATH", "a:b"), "serve")).contains("a/serve' is not executable");

        script(folder.resolve("b/serve"), "#!/bin/sh\n");
        assertThat(catchThrowableOfType(
                        LaunchException.class,
                        () -> ProgramCheck.verify(launches.order(folder, Map.of("PATH", "a:b"), "serve"))))
                .isNull();
    }

    @Test
    void aFolderAsAProgram() {
        expect(launches.order("./")).startsWith(failure("its program '" + folder + "' is a folder"));
    }

    @Test
    void anEmptyProgram() {
        expect(launches.order("")).startsWith(failure("its program is an empty string"));
    }

    @Test
    void anInterpreterThatIsMissing() throws Exception {
        script(folder.resolve("serve"), "#!/opt/no/python3 -u\n");

        expect(launches.order("./serve"))
                .startsWith(failure("its program '" + folder
                        + "/serve' is a script for '/opt/no/python3', which is not there\n  fix: install"));
    }

    @Test
    void anInterpreterThatEnvWouldNotFind() throws Exception {
        script(folder.resolve("serve"), "#!/usr/bin/env no-such-node\n");

        expect(launches.order("./serve")).contains("is a script for 'no-such-node', which is not there");
    }

    @Test
    void aScriptWithTheLineEndsOfWindows() throws Exception {
        script(folder.resolve("serve"), "#!/bin/sh\r\necho\r\n");

        expect(launches.order("./serve"))
                .contains("has the line ends of Windows")
                .contains("fix: sed -i");
    }

    @Test
    void aFolderThatIsMissingOrNone() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        expect(launches.order(folder.resolve("gone"), Map.of(), "/bin/true"))
                .startsWith(failure("its folder '" + folder + "/gone' does not exist"));
        expect(launches.order(file, Map.of(), "/bin/true")).startsWith(failure("its folder '" + file + "' is not a"));
    }

    @Test
    void aLogThatCannotBeWritten() throws Exception {
        Files.writeString(folder.resolve("logs"), "a file where the folder should be");

        expect(launches.order("/bin/true")).startsWith(failure("its log '" + launches.log() + "' can't be written: "));
    }

    @Test
    void argumentsThatTheKernelDoesNotTake() {
        expect(launches.order("/bin/true", "x".repeat(3_000_000)))
                .startsWith(failure("its arguments and its environment are too long for the kernel"));
    }

    /** What the JDK says was seen with copies of JDK 17.0.15 whose jspawnhelper was replaced, and removed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "error=0, Failed to exec spawn helper: pid: 1453, exit value: 1",
                "error=2, No such file or directory"
            })
    void aJdkThatWasReplacedUnderUs(String reason) {
        LaunchException exception = ProcessLauncher.refused(launches.order("true"), new IOException(reason));

        assertThat(exception).hasMessage(failure("the Java that ara-up runs on was replaced since ara-up was started"));
        assertThat(exception.fix()).isEqualTo("restart ara-up; its nodes run on, and it finds them again");
    }

    @Test
    void aSystemWithoutRoom() {
        IOException cause = new IOException("error=11, Resource temporarily unavailable");

        assertThat(ProcessLauncher.refused(launches.order("true"), cause))
                .hasMessageContaining("no room for another process")
                .hasCause(cause);
    }

    private static String failure(String reason) {
        return "node 'n' can't be started: " + reason;
    }

    private static AbstractStringAssert<?> expect(LaunchOrder order) {
        LaunchException exception = catchThrowableOfType(LaunchException.class, () -> ProcessLauncher.launch(order));
        assertThat(exception).isNotNull();
        return assertThat(exception.getMessage() + "\n  fix: " + exception.fix());
    }
}
