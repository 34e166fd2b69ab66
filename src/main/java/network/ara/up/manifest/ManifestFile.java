package network.ara.up.manifest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import network.ara.up.manifest.PathShapes.Include;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.SourcePosition;

/**
 * What one file says.
 *
 * @param directory absolute: where its names are looked up first
 * @param name of the project, or of its only node
 */
record ManifestFile(Path directory, Optional<NodeName> name, List<Include> includes, List<Definition> nodes) {

    /** A node with all that is said of it, and where its name stands. */
    record Definition(NodeName name, SourcePosition position, NodeDraft draft) {

        NodeSpec spec() {
            return draft.spec(name, position);
        }
    }
}
