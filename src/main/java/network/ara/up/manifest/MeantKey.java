package network.ara.up.manifest;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import network.ara.up.model.Suggestion;

/**
 * What a key that is none was probably meant as: misspelt, without the space behind its colon, or another launcher's word.
 *
 * @param key one of the known ones
 */
record MeantKey(String key, String fix) {

    /** Words of docker compose, process-compose, systemd and npm. */
    private static final Map<String, String> FOREIGN = Map.ofEntries(
            Map.entry("services", "nodes"),
            Map.entry("processes", "nodes"),
            Map.entry("programs", "nodes"),
            Map.entry("apps", "nodes"),
            Map.entry("depends_on", "requires"),
            Map.entry("depends", "requires"),
            Map.entry("dependencies", "requires"),
            Map.entry("needs", "requires"),
            Map.entry("command", "run"),
            Map.entry("cmd", "run"),
            Map.entry("exec", "run"),
            Map.entry("start_command", "run"),
            Map.entry("script", "shell"),
            Map.entry("environment", "env"),
            Map.entry("variables", "vars"),
            Map.entry("working_dir", "cwd"),
            Map.entry("workdir", "cwd"),
            Map.entry("directory", "cwd"),
            Map.entry("dir", "cwd"),
            Map.entry("healthcheck", "ready"),
            Map.entry("readiness_probe", "ready"),
            Map.entry("liveness", "alive"),
            Map.entry("liveness_probe", "alive"),
            Map.entry("heartbeat", "alive"),
            Map.entry("availability", "restart"),
            Map.entry("restart_policy", "restart"),
            Map.entry("autorestart", "restart"),
            Map.entry("stop_signal", "stop"),
            Map.entry("shutdown", "stop"),
            Map.entry("signal", "stop"),
            Map.entry("includes", "include"),
            Map.entry("imports", "include"),
            Map.entry("comment", "description"));

    static Optional<MeantKey> of(String name, Collection<String> known) {
        int colon = name.indexOf(':');
        if (colon > 0 && known.contains(name.substring(0, colon))) {
            String key = name.substring(0, colon);
            String value = name.substring(colon + 1);
            return Optional.of(new MeantKey(
                    key,
                    value.matches(":*") ? "write '" + key + ":'" : "write '" + key + ": " + value + "', with a space"));
        }
        String snake =
                name.replaceAll("([a-z])([A-Z])", "$1_$2").replace('-', '_').toLowerCase(Locale.ROOT);
        return Optional.of(snake)
                .filter(known::contains)
                .or(() -> Optional.ofNullable(FOREIGN.get(snake)).filter(known::contains))
                .or(() -> Suggestion.nearest(name, known))
                .map(key -> new MeantKey(key, "did you mean '" + key + "'?"));
    }
}
