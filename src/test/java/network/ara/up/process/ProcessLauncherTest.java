package network.ara.up.process;

import static network.ara.up.process.Launches.exit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.ara.up.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLauncherTest {

    @TempDir
    private Path folder;

    private Launches launches;

    @BeforeEach
    void open() {
        launches = new Launches(folder);
    }

    @AfterEach
    void close() throws Exception {
        launches.close();
    }

    @Test
    void aProcessLeadsASessionAndAGroupOfItsOwn() throws Exception {
        LaunchedProcess process = launches.shell("sleep 100");

        ProcessStat stat = ProcessStat.of(process.pid()).orElseThrow();
        assertThat(stat.group()).isEqualTo(process.pid());
        assertThat(stat.session()).isEqualTo(process.pid());
        assertThat(process.identity())
                .isEqualTo(ProcessIdentity.of(process.pid()).orElseThrow());
    }

    @Test
    void outputIsAppendedToTheLogAndItsBeginningIsKnown() throws Exception {
        exit(launches.shell("echo first"));

        LaunchedProcess second = launches.shell("echo out; echo err >&2");
        exit(second);

        assertThat(launches.output()).isEqualTo("first\nout\nerr\n");
        assertThat(second.logOffset()).isEqualTo(6);
    }

    @Test
    void theLogIsReadableByItsOwnerOnly() throws Exception {
        exit(launches.shell("true"));

        assertThat(Files.getAttribute(launches.log(), "posix:permissions").toString())
                .doesNotContain("GROUP")
                .doesNotContain("OTHERS");
    }

    @Test
    void theInputIsEmpty() throws Exception {
        assertThat(exit(launches.shell("cat && echo end"))).isEqualTo(ExitStatus.of(0));
        assertThat(launches.output()).isEqualTo("end\n");
    }

    @Test
    void theEnvironmentIsExactlyWhatIsGiven() throws Exception {
        exit(launches.launch(launches.order(folder, Map.of("A", "x y", "PATH", "/usr/bin:/bin"), "env")));

        assertThat(launches.output().lines()).containsExactlyInAnyOrder("A=x y", "PATH=/usr/bin:/bin");
    }

    @Test
    void theProgramRunsInItsFolderAndIsLookedUpThere() throws Exception {
        script(folder.resolve("bin/here"), "#!/bin/sh\npwd\n");

        exit(launches.launch(launches.order("./bin/here")));
        exit(launches.launch(launches.order(folder, Map.of("PATH", "bin:/bin:/usr/bin"), "here")));

        assertThat(launches.output()).isEqualTo((folder.toRealPath() + "\n").repeat(2));
    }

    @Test
    void anArgumentIsGivenAsItIs() throws Exception {
        exit(launches.launch(launches.order("printf", "%s|", "", "a b", "$HOME", "--", "*", "ü")));

        assertThat(launches.output()).isEqualTo("|a b|$HOME|--|*|ü|");
    }

    @Test
    void exitCodesAndSignalsAreTold() throws Exception {
        assertThat(exit(launches.shell("exit 3"))).hasToString("exit code 3");
        assertThat(exit(launches.shell("kill -9 $$"))).hasToString("exit code 137 (SIGKILL?)");
        assertThat(exit(launches.shell("kill -TERM $$")).probableSignal()).hasValue(15);
    }

    @Test
    void trap11_aGrandchildThatHoldsTheOutputOpenDoesNotDelayTheExit() throws Exception {
        LaunchedProcess process = launches.shell("sleep 1000 & exit 5");

        assertThat(exit(process)).isEqualTo(ExitStatus.of(5));
        assertThat(process.group().members()).hasSize(1);
    }

    @Test
    void aProcessThatEndsAtOnceIsNotAlive() throws Exception {
        for (int i = 0; i < 20; i++) {
            LaunchedProcess process = launches.launch(launches.order("true"));
            exit(process);
            assertThat(process.identity().isAlive()).isFalse();
            assertThat(process.group().isEmpty()).isTrue();
        }
    }

    @Test
    void twoHundredLaunchesLeaveNeitherZombiesNorDescriptors() throws Exception {
        exit(launches.launch(launches.order("true")));
        long descriptors = descriptors();
        List<LaunchedProcess> processes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            processes.add(ProcessLauncher.launch(launches.order("true")));
        }
        for (LaunchedProcess process : processes) {
            exit(process);
        }

        for (LaunchedProcess process : processes) {
            Eventually.await(
                    "pid " + process.pid() + " is fetched",
                    () -> ProcessStat.of(process.pid()).isEmpty());
        }
        Eventually.await("as many descriptors as before", () -> descriptors() <= descriptors);
    }

    @Test
    void aProgramThatIsOpenForWritingEndsWithTheReasonInTheLog() throws Exception {
        Path program = folder.resolve("busy");
        Files.copy(Path.of("/bin/true"), program);
        program.toFile().setExecutable(true);
        try (OutputStream writer = Files.newOutputStream(program, StandardOpenOption.APPEND)) {
            writer.flush();
            ExitStatus status = exit(launches.launch(launches.order("./busy")));

            assertThat(status).hasToString("exit code 126 (a program that could not be run?)");
            assertThat(launches.output()).contains("busy");
        }
    }

    private static long descriptors() throws Exception {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    static void script(Path file, String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
