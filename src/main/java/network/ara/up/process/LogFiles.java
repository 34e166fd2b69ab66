package network.ara.up.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import network.ara.up.model.NodeName;

/**
 * Where the output of a project's nodes is kept: a folder with one file for each node, and the one before that became too
 * large. Output may hold secrets, so only its owner may read it.
 *
 * @param directory absolute
 */
public record LogFiles(Path directory) {

    private static final String ENDING = ".log";

    /**
     * One of a node's logs.
     *
     * @param log what the node wrote, and nothing else
     * @param times of its lines, see {@link LogTimes}
     */
    record Part(Path log, Path times) {}

    /** The node's log, whether it exists or not. A node's name is always a file's name. */
    public Path of(NodeName name) {
        return current(name).log();
    }

    /** Of which nodes there are logs, by name. */
    public List<NodeName> names() throws IOException {
        return NodeFiles.names(directory, ENDING);
    }

    Part current(NodeName name) {
        return new Part(directory.resolve(name.text() + ENDING), directory.resolve(name.text() + ".times"));
    }

    /** What became too large. */
    Part older(NodeName name) {
        return new Part(directory.resolve(name.text() + ".log.1"), directory.resolve(name.text() + ".times.1"));
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
