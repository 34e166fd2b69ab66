package network.ara.up.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node's environment has besides that of ara-up.
 *
 * @param files absolute; read anew at every start, later ones win over earlier
 * @param variables set (a value) or unset (empty), in manifest order; they win over the files
 */
public record Environment(List<Path> files, Map<String, Optional<String>> variables) {

    public static final Environment INHERITED = new Environment(List.of(), Map.of());

    public Environment {
        files = List.copyOf(files);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
