package network.ara.up.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two launchers at the same moment boot a node once. */
class LockFileTest {

    @TempDir
    private Path folder;

    @Test
    void trap05_withinOneProcessOneHoldsIt() throws Exception {
        LockFile first = LockFile.tryAcquire(folder.resolve("dht.lock")).orElseThrow();

        assertThat(LockFile.tryAcquire(folder.resolve("dht.lock"))).isEmpty();
        assertThat(LockFile.lastHolder(folder.resolve("dht.lock")))
                .contains(ProcessHandle.current().pid());
        try (LockFile other = LockFile.tryAcquire(folder.resolve("dns.lock")).orElseThrow()) {
            assertThat(other).isNotSameAs(first);
        }

        first.close();
        first.close();
        LockFile.tryAcquire(folder.resolve("dht.lock")).orElseThrow().close();
    }

    @Test
    void trap05_aVainTryDoesNotLoseItToAnotherProcess() throws Exception {
        try (LockFile held = LockFile.tryAcquire(folder.resolve("dht.lock")).orElseThrow()) {
            assertThat(LockFile.tryAcquire(folder.resolve("dht.lock"))).isEmpty();
            assertThat(held).isNotNull();

            assertThat(inAnotherProcess().readLine())
                    .isEqualTo("busy, by " + ProcessHandle.current().pid());
        }
    }

    @Test
    void trap05_theDeathOfTheHolderGivesItBack() throws Exception {
        Process holder = start();
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        assertThat(LockFile.tryAcquire(folder.resolve("dht.lock"))).isEmpty();
        assertThat(LockFile.lastHolder(folder.resolve("dht.lock"))).contains(holder.pid());

        holder.destroyForcibly().waitFor();

        Optional<LockFile> lock = LockFile.tryAcquire(folder.resolve("dht.lock"));
        assertThat(lock).isPresent();
        lock.get().close();
    }

    @Test
    void aProcessThatWasLaunchedMeanwhileDoesNotKeepIt() throws Exception {
        LockFile lock = LockFile.tryAcquire(folder.resolve("dht.lock")).orElseThrow();
        try (Launches launches = new Launches(folder)) {
            launches.shell("sleep 1000");
            lock.close();

            BufferedReader other = inAnotherProcess();

            assertThat(other.readLine()).isEqualTo("held");
        }
    }

    @Test
    void theFileIsReadableByItsOwnerOnly() throws Exception {
        LockFile.tryAcquire(folder.resolve("dht.lock")).orElseThrow().close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("dht.lock"))))
                .isEqualTo("rw-------");
    }

    private BufferedReader inAnotherProcess() throws Exception {
        return start().inputReader();
    }

    private Process start() throws Exception {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A second launcher: says whether it got the lock, and holds it until its input ends. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            Optional<LockFile> lock = LockFile.tryAcquire(folder.resolve("dht.lock"));
            System.out.println(
                    lock.isPresent()
                            ? "held"
                            : "busy, by "
                                    + LockFile.lastHolder(folder.resolve("dht.lock"))
                                            .orElseThrow());
            System.in.read();
        }
    }
}
