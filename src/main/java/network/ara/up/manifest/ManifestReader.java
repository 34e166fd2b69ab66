package network.ara.up.manifest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads manifests, and looks up what they require and do not define.
 *
 * <p><b>Thread:</b> any; a reader keeps no state.
 *
 * <p><b>Spec:</b> manifest.md.
 */
public final class ManifestReader {

    /**
     * Reads {@code files} as one project.
     *
     * <p><b>Errors:</b> none is thrown for what a file holds; all are in the reading, and what they do not touch is in
     * its manifest.
     *
     * @param files as the user wrote them, at least one; errors show them so
     * @param environment of this process: variables for {@code ${NAME}}, and for where to look up names
     */
    public Reading read(List<Path> files, Map<String, String> environment) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no file");
        }
        Assembly assembly = new Assembly(environment);
        files.forEach(assembly::addNamed);
        assembly.lookUpMissing();
        return assembly.reading();
    }
}
