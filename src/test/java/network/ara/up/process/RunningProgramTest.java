package network.ara.up.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import network.ara.up.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningProgramTest {

    @TempDir
    private Path folder;

    @Test
    void theKernelKnowsWhatAProcessWasStartedAs() throws Exception {
        try (Launches launches = new Launches(folder)) {
            List<String> argv = List.of("/bin/sh", "-c", "sleep 60; :", "", "a\nb", "'c d'", "");
            LaunchedProcess process = launches.launch(launches.order(argv.toArray(String[]::new)));
            Eventually.await(
                    "its arguments",
                    () -> RunningProgram.of(process.identity().pid())
                            .equals(Optional.of(new RunningProgram(argv, folder.toRealPath()))));
        }
    }

    @Test
    void whatIsGoneOrHasNoArgumentsIsNothing() {
        assertThat(RunningProgram.of(Long.MAX_VALUE)).isEmpty();
    }
}
