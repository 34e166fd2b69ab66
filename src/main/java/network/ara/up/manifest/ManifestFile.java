package network.ara.up.manifest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;

/**
 * What one file says.
 *
 * @param directory absolute: where its names are looked up first
 * @param name of the project, or of its only node
 */
record ManifestFile(Path directory, Optional<NodeName> name, List<NodeSpec> nodes) {}
