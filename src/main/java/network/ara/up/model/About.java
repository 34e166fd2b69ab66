package network.ara.up.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a manifest says of a node that changes nothing about how it runs.
 *
 * @param aliases names that stand for this node in {@code requires}, {@code wants}, {@code after} and on the command line
 * @param labels in manifest order
 */
public record About(Optional<String> description, List<NodeName> aliases, Map<String, String> labels) {

    public static final About NOTHING = new About(Optional.empty(), List.of(), Map.of());

    public About {
        aliases = List.copyOf(aliases);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
}
