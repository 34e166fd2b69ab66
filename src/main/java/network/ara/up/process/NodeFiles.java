package network.ara.up.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import network.ara.up.model.NodeName;

/** Folders with a file for each node, named by it. A node's name is always a file's name. */
public final class NodeFiles {

    private NodeFiles() {}

    /** Of which nodes there are files with this ending, by name; of none where there is no folder. */
    public static List<NodeName> names(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ending))
                    .map(file -> new NodeName(file.substring(0, file.length() - ending.length())))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
