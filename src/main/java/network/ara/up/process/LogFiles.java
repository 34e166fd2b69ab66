package network.ara.up.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import network.ara.up.model.NodeName;

/**
 * Where the output of a project's nodes is kept: a folder with one file for each node. Output may hold secrets, so only
 * its owner may read it.
 *
 * @param directory absolute
 */
public record LogFiles(Path directory) {

    /** The node's log, whether it exists or not. A node's name is always a file's name. */
    public Path of(NodeName name) {
        return directory.resolve(name.text() + ".log");
    }

    /** Creates an empty file, readable by its owner only, and its folders, unless it is there. */
    static void create(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(
                    parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // As it should be, from the second start on.
        }
    }
}
