package network.ara.up.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import network.ara.up.manifest.Manifest.Origin;

/**
 * Where a manifest is.
 *
 * @param file as the user wrote it; for {@link Origin#CATALOGUE} the entry, {@code NAME.yml}
 */
record ManifestLocation(Path file, Origin origin) {

    private static final String CATALOGUE_FOLDER = "/manifests/";

    /** As errors show it. */
    String display() {
        return isBuiltIn() ? "catalogue:" + file : file.toString();
    }

    /** The same for two ways to write one file. */
    Path identity() {
        return isBuiltIn() ? Path.of(display()) : file.toAbsolutePath().normalize();
    }

    boolean isBuiltIn() {
        return origin == Origin.CATALOGUE;
    }

    /** The folder of the file, as the user wrote it: empty for the current one. */
    Path folder() {
        return parent(file);
    }

    /** The same, absolute. */
    Path absoluteFolder() {
        return parent(file.toAbsolutePath().normalize());
    }

    Optional<SourceText> load(SourceLoader loader) {
        if (!isBuiltIn()) {
            return loader.load(file);
        }
        try (InputStream in = ManifestLocation.class.getResourceAsStream(CATALOGUE_FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the catalogue lacks " + file);
            }
            return loader.load(display(), in);
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue can't be read", e);
        }
    }

    private static Path parent(Path path) {
        return Optional.ofNullable(path.getParent()).orElse(Path.of(""));
    }
}
