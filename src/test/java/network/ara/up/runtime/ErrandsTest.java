package network.ara.up.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.SourcePosition;
import network.ara.up.process.ExitStatus;
import network.ara.up.process.LaunchException;
import network.ara.up.process.ProcessIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrandsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final NodeSpec NODE =
            NodeSpec.of(new NodeName("web"), new SourcePosition("test.yml", 1, 1, 1), new Launch.External());

    @TempDir
    private Path folder;

    private final Errands errands = new Errands(new NodeEnvironment(System.getenv(), new Wires(List.of())));

    @Test
    void whatAProgramLeavesBehindEndsWithIt() throws Exception {
        CompletableFuture<ExitStatus> end = run("sleep 600 & echo $! > pid.new; mv pid.new pid; exit 3", PATIENCE);
        assertThat(end.get(30, TimeUnit.SECONDS).code()).hasValue(3);
        awaitEndOf("pid");
    }

    @Test
    void theWholeGroupEndsWithItsTime() throws Exception {
        CompletableFuture<ExitStatus> end =
                run("trap '' TERM; sleep 600 & echo $! > pid.new; mv pid.new pid; wait", Duration.ofSeconds(4));
        await().atMost(PATIENCE).until(end::isCompletedExceptionally);
        awaitEndOf("pid");
    }

    @Test
    void theWholeGroupEndsWhenNobodyWantsToKnowAnyMore() throws Exception {
        CompletableFuture<ExitStatus> end = run("sleep 600 & echo $! > pid.new; mv pid.new pid; wait", PATIENCE);
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("pid")));
        end.cancel(false);
        awaitEndOf("pid");
    }

    @Test
    void noneOutlivesItsOwnerNotEvenOneThatIsStartedMeanwhile() throws Exception {
        CompletableFuture<ExitStatus> before = run("sleep 600", PATIENCE);
        errands.close();
        CompletableFuture<ExitStatus> after = run("sleep 600", PATIENCE);
        assertThat(List.of(before, after)).allMatch(CompletableFuture::isCancelled);
    }

    private CompletableFuture<ExitStatus> run(String script, Duration time) throws LaunchException {
        String inFolder = "cd '" + folder + "'; " + script;
        return errands.run(NODE, List.of("/bin/sh", "-c", inFolder), Map.of(), time);
    }

    private void awaitEndOf(String file) throws IOException {
        long pid = Long.parseLong(Files.readString(folder.resolve(file)).strip());
        await().atMost(PATIENCE)
                .until(() ->
                        ProcessIdentity.of(pid).filter(ProcessIdentity::isAlive).isEmpty());
    }
}
