package network.ara.up.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import network.ara.up.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessIdentityTest {

    @Test
    void theOneThatRunsThisTestIsAliveAndCanBeReadBack() {
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

        assertThat(self.isAlive()).isTrue();
        assertThat(ProcessIdentity.parse(self.format() + "\n")).contains(self);
    }

    @Test
    void anotherStartOrBootIsAnotherProcess() {
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

        assertThat(new ProcessIdentity(self.pid(), self.startTicks() + 1, self.bootId()).isAlive())
                .isFalse();
        assertThat(new ProcessIdentity(self.pid(), self.startTicks(), "x").isAlive())
                .isFalse();
        assertThat(ProcessIdentity.ended(self.pid()).isAlive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1 2", "0 2 x", "-1 2 x", "1 -2 x", "a 2 x", "1 2 x y", "1  x"})
    void whatIsNoIdentityIsNone(String text) {
        assertThat(ProcessIdentity.parse(text)).isEmpty();
    }

    @Test
    void aNameWithSpacesAndParenthesesIsNotMistakenForFields(@TempDir Path folder) throws Exception {
        Path program = folder.resolve("a) Z 1 (b");
        Files.createSymbolicLink(program, Path.of("/bin/sleep"));
        Process process = new ProcessBuilder(program.toString(), "1000").start();
        try {
            Eventually.await(
                    "the name is its own",
                    () -> Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                            .contains("(a) Z 1 (b)"));
            assertThat(ProcessIdentity.of(process.pid())).isPresent();
        } finally {
            process.destroyForcibly();
            Files.delete(program);
        }
    }

    @Test
    void theEndOfAProcessThatIsNotOursIsSeen() throws Exception {
        Process parent = new ProcessBuilder("/bin/sh", "-c", "setsid sleep 1000 >/dev/null & echo $!").start();
        long pid = Long.parseLong(new String(parent.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        ProcessIdentity orphan = ProcessIdentity.of(pid).orElseThrow();
        try (ExitWatcher watcher = new ExitWatcher()) {
            var exit = watcher.onExit(orphan);
            assertThat(exit).isNotDone();

            ProcessGroup.ledBy(orphan).signal("KILL");

            exit.get(60, TimeUnit.SECONDS);
            watcher.onExit(orphan).get(60, TimeUnit.SECONDS);
        }
    }
}
