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
        return read(files, environment, true);
    }

    /**
     * As {@link #read}, for what runs already: it does not matter whether what a start needs, such as a folder or an env
     * file, is still there and sound.
     */
    public Reading readOfRunning(List<Path> files, Map<String, String> environment) {
        return read(files, environment, false);
    }

    private static Reading read(List<Path> files, Map<String, String> environment, boolean forStart) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no file");
        }
        Assembly assembly = new Assembly(environment, forStart);
        files.forEach(assembly::addNamed);
        assembly.lookUpMissing();
        return assembly.reading();
    }
}
