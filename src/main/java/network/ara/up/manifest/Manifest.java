package network.ara.up.manifest;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;

/**
 * All nodes that one or several manifest files describe or require.
 *
 * <p>Every dependency's target is one of the nodes: what was not found is left out, as is an {@code after} that names a
 * node that takes no part.
 *
 * @param project its name: that of the first file, or of its folder where the file gives none
 * @param directory of the first file, absolute
 * @param written the nodes by name, as they are written; those that were looked up included
 * @param nodes those that are supervised, by name: each is one process. {@code replicas} are so many of them
 * @param roots the nodes of the files that were named by the user, and of those that these include
 * @param origins how each node was found
 */
public record Manifest(
        String project,
        Path directory,
        SortedMap<NodeName, NodeSpec> written,
        SortedMap<NodeName, NodeSpec> nodes,
        SortedSet<NodeName> roots,
        Map<NodeName, Origin> origins) {

    /** How a node was found. The file is in its position. */
    public enum Origin {
        /** In a file that the user named. */
        NAMED,
        /** In a file that another one includes. */
        INCLUDED,
        /** In {@code NAME.yml} beside the manifest that needs it. */
        BESIDE,
        /** In {@code manifests/NAME.yml} beside the manifest that needs it. */
        MANIFESTS_FOLDER,
        /** In a folder of {@code ARA_UP_PATH}. */
        ARA_UP_PATH,
        /** In the user's configuration folder. */
        USER_FOLDER,
        /** In the catalogue that is built into ara-up. */
        CATALOGUE
    }

    /** What a project without a name is called: as its folder, as far as a name can be that. */
    public static String nameOf(Path directory) {
        String name = String.valueOf(directory.getFileName()).replaceAll("[^A-Za-z0-9._+-]", "-");
        return NodeName.flaw(name).isEmpty() ? name : "project";
    }

    public Manifest {
        written = Collections.unmodifiableSortedMap(new TreeMap<>(written));
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        roots = Collections.unmodifiableSortedSet(new TreeSet<>(roots));
        origins = Map.copyOf(origins);
    }
}
