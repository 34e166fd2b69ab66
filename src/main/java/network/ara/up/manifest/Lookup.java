package network.ara.up.manifest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.ara.up.manifest.Manifest.Origin;
import network.ara.up.model.NodeName;

/**
 * Where a node that no manifest defines may be described, in order: {@code NAME.yml} beside the manifest that needs it,
 * {@code manifests/NAME.yml} beside it, the folders of {@code ARA_UP_PATH}, the user's configuration folder, the
 * built-in catalogue.
 */
final class Lookup {

    /** The names of the built-in catalogue; a test compares them with the folder {@code manifests}. */
    static final List<String> CATALOGUE =
            List.of("dht", "dns", "identity-archiver", "identity-resolver", "nginx", "redis", "signalhub");

    private static final String SUFFIX = ".yml";

    /** More than that in a folder, and the rest is not offered as "did you mean". */
    static final int MAX_LISTED = 1_000;

    /** A place to look at: a folder, as it is to be shown. */
    private record Place(Path folder, Origin origin) {}

    private final List<Place> general = new ArrayList<>();

    /** @param environment for {@code ARA_UP_PATH}, {@code XDG_CONFIG_HOME} and {@code HOME} */
    Lookup(Map<String, String> environment) {
        for (String folder : environment.getOrDefault("ARA_UP_PATH", "").split(":", -1)) {
            path(folder).ifPresent(path -> general.add(new Place(path, Origin.ARA_UP_PATH)));
        }
        path(environment.getOrDefault("XDG_CONFIG_HOME", ""))
                .or(() -> path(environment.getOrDefault("HOME", "")).map(home -> home.resolve(".config")))
                .ifPresent(config -> general.add(new Place(config.resolve("ara-up"), Origin.USER_FOLDER)));
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** @param beside the folder of the manifest that needs it, as the user wrote it */
    Optional<ManifestLocation> find(NodeName name, Path beside) {
        for (Place place : places(beside)) {
            Path file = place.folder().resolve(name.text() + SUFFIX);
            if (Files.isRegularFile(file)) {
                return Optional.of(new ManifestLocation(file, place.origin()));
            }
        }
        return CATALOGUE.contains(name.text())
                ? Optional.of(new ManifestLocation(Path.of(name.text() + SUFFIX), Origin.CATALOGUE))
                : Optional.empty();
    }

    /** All names that {@link #find} would find, with where. */
    Map<String, String> known(Path beside) {
        Map<String, String> known = new TreeMap<>();
        for (Place place : places(beside)) {
            list(place.folder(), known);
        }
        CATALOGUE.forEach(name -> known.putIfAbsent(name, "the built-in catalogue"));
        return known;
    }

    private List<Place> places(Path beside) {
        List<Place> places = new ArrayList<>();
        places.add(new Place(beside, Origin.BESIDE));
        places.add(new Place(beside.resolve("manifests"), Origin.MANIFESTS_FOLDER));
        places.addAll(general);
        return places;
    }

    private static void list(Path folder, Map<String, String> known) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            int listed = 0;
            for (Path file : files) {
                if (listed++ == MAX_LISTED) {
                    return;
                }
                String fileName = String.valueOf(file.getFileName());
                String name = fileName.substring(0, fileName.length() - SUFFIX.length());
                if (NodeName.flaw(name).isEmpty()) {
                    known.putIfAbsent(name, file.toString());
                }
            }
        } catch (IOException e) {
            // a folder that is not there or can't be listed offers no names
        }
    }
}
