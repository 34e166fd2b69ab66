package network.ara.up.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import network.ara.up.model.NodeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeDirectoriesTest {

    @TempDir
    private Path folder;

    @Test
    void theFoldersOfTheUserAreTaken() throws Exception {
        RuntimeDirectories directories = RuntimeDirectories.of(
                Map.of("XDG_RUNTIME_DIR", folder.toString(), "XDG_STATE_HOME", folder + "/a/state"));

        assertThat(directories.runtime()).isEqualTo(folder.resolve("ara-up"));
        assertThat(directories.state()).isEqualTo(folder.resolve("a/state/ara-up"));
        assertThat(permissions(directories.runtime())).isEqualTo("rwx------");
        assertThat(permissions(directories.state())).isEqualTo("rwx------");
        Path lock = directories.lock(new NodeName("dht"));
        assertThat(lock).isEqualTo(folder.resolve("ara-up/locks/dht.lock"));
        assertThat(permissions(folder.resolve("ara-up/locks"))).isEqualTo("rwx------");
    }

    @Test
    void withoutAStateFolderItIsInTheHome() throws Exception {
        assertThat(of(Map.of("HOME", folder.toString(), "XDG_STATE_HOME", "relative"))
                        .state())
                .isEqualTo(folder.resolve(".local/state/ara-up"));
    }

    @Test
    void withoutARuntimeFolderThereIsOneForThisUserAlone() throws Exception {
        Path runtime = RuntimeDirectories.of(Map.of("XDG_STATE_HOME", folder.toString(), "XDG_RUNTIME_DIR", "/no/such"))
                .runtime();

        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        assertThat(runtime.toString()).isIn("/run/user/" + uid + "/ara-up", "/tmp/ara-up-" + uid);
        assertThat(permissions(runtime)).isEqualTo("rwx------");
    }

    @Test
    void aFolderThatOthersMayReadIsClosed() throws Exception {
        Path open = Files.createDirectory(folder.resolve("ara-up"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        of(Map.of());

        assertThat(permissions(open)).isEqualTo("rwx------");
    }

    @Test
    void aSymbolicLinkIsRefused() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("ara-up"), elsewhere);

        assertThatThrownBy(() -> of(Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("'" + folder + "/ara-up' is not a folder: remove it, or set XDG_RUNTIME_DIR");
    }

    private RuntimeDirectories of(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("XDG_RUNTIME_DIR", folder.toString());
        environment.putIfAbsent("XDG_STATE_HOME", folder + "/state");
        return RuntimeDirectories.of(environment);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
