package network.ara.up.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.ara.up.model.NodeName;

/**
 * The folders of one user: what must not outlive the session, and what must. Both are readable by that user only.
 *
 * <p>Spec: XDG Base Directory Specification 0.8.
 *
 * @param runtime for sockets and locks: {@code $XDG_RUNTIME_DIR/ara-up}, else {@code /run/user/UID/ara-up}, so that a
 *     shell without the variable finds the same locks, else {@code /tmp/ara-up-UID}
 * @param state for logs and what is remembered: {@code $XDG_STATE_HOME/ara-up}, else {@code ~/.local/state/ara-up}
 */
public record RuntimeDirectories(Path runtime, Path state) {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    /**
     * Chooses the folders and creates them.
     *
     * <p>Errors: {@link IOException} where one can't be made, or is not safely ours: somebody else's, or a symbolic
     * link in a place where anybody may put one.
     */
    public static RuntimeDirectories of(Map<String, String> environment) throws IOException {
        // Through the link, which is always root's, to the folder of this process.
        int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        Path runtime = runtime(environment, uid);
        secure(runtime, uid);
        Path state = absolute(environment, "XDG_STATE_HOME")
                .orElseGet(() -> home(environment).resolve(".local/state"))
                .resolve("ara-up");
        Files.createDirectories(state, PRIVATE);
        secure(state, uid);
        return new RuntimeDirectories(runtime, state);
    }

    /** The {@link LockFile} of who boots the node; its folder exists. */
    public Path lock(NodeName name) throws IOException {
        return lock("locks", name);
    }

    /** As {@link #lock}: the right to answer in the name of a node that speaks no INC. */
    public Path providerLock(NodeName name) throws IOException {
        return lock("providers", name);
    }

    private Path lock(String folder, NodeName name) throws IOException {
        return Files.createDirectories(runtime.resolve(folder), PRIVATE).resolve(name.text() + ".lock");
    }

    private static Path runtime(Map<String, String> environment, int uid) throws IOException {
        Optional<Path> named = absolute(environment, "XDG_RUNTIME_DIR").filter(Files::isDirectory);
        if (named.isPresent()) {
            return named.get().resolve("ara-up");
        }
        Path usual = Path.of("/run/user/" + uid);
        return Files.isDirectory(usual) && uid(usual) == uid ? usual.resolve("ara-up") : Path.of("/tmp/ara-up-" + uid);
    }

    /** The specification: a relative path is to be ignored. */
    private static Optional<Path> absolute(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(Path::of).filter(Path::isAbsolute);
    }

    private static Path home(Map<String, String> environment) {
        return absolute(environment, "HOME").orElseGet(() -> Path.of(System.getProperty("user.home")));
    }

    private static void secure(Path directory, int uid) throws IOException {
        try {
            Files.createDirectory(directory, PRIVATE);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("'" + directory + "' is not a folder: remove it, or set XDG_RUNTIME_DIR", e);
            }
        }
        int owner = uid(directory);
        if (owner != uid) {
            throw new IOException("'" + directory + "' belongs to user " + owner
                    + ": have it removed, or set XDG_RUNTIME_DIR to a folder of your own");
        }
        Files.setPosixFilePermissions(directory, OWNER_ONLY);
    }

    private static int uid(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
