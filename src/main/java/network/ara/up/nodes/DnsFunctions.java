package network.ara.up.nodes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What others may ask of a DNS node, in JSON values. A record is {@code {name, type, ttl, data}}, as in {@link DnsRecord}.
 *
 * <p>Errors: {@link IllegalArgumentException} that says what is expected, thrown or in the stage.
 */
final class DnsFunctions {

    private final DnsServer server;

    DnsFunctions(DnsServer server) {
        this.server = server;
    }

    /** {@code {status, records}}, as in {@link DnsAnswer}. */
    CompletionStage<Map<String, Object>> resolve(String name, String type) {
        return server.resolve(name, type)
                .thenApply(
                        answer -> new TreeMap<>(Map.of("status", answer.status(), "records", json(answer.records()))));
    }

    /**
     * Replaces what a name has of a type; the records as they are now.
     *
     * @param data a text or number, or a list of them, for one record each
     */
    CompletionStage<List<Map<String, Object>>> set(String name, String type, long ttl, @Nullable Object data) {
        List<String> texts = new ArrayList<>();
        for (Object value : data instanceof List<?> list ? list : listOf(data)) {
            if (!(value instanceof String || value instanceof Number)) {
                throw new IllegalArgumentException("'data': expected a text for each record, got " + value);
            }
            texts.add(value.toString());
        }
        return server.set(name, type, ttl, texts).thenApply(DnsFunctions::json);
    }

    /** Whether there was anything to remove. */
    CompletionStage<Boolean> remove(String name, String type) {
        return server.remove(name, type);
    }

    CompletionStage<List<Map<String, Object>>> records() {
        return server.records().thenApply(DnsFunctions::json);
    }

    private static List<?> listOf(@Nullable Object value) {
        return value == null ? List.of() : List.of(value);
    }

    private static List<Map<String, Object>> json(List<DnsRecord> records) {
        return records.stream().map(DnsFunctions::json).toList();
    }

    private static Map<String, Object> json(DnsRecord record) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", record.name());
        json.put("type", record.type());
        json.put("ttl", record.ttl());
        json.put("data", record.data());
        return json;
    }
}
