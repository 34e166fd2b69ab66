package network.ara.up.manifest;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The manifest as a JSON Schema, draft 7, for editors: made from the tables of keys that the reader reads by. What it
 * refuses the reader refuses too; what needs more than one value to be seen (an unknown name, a cycle) it can't refuse.
 */
public final class ManifestSchema {

    private ManifestSchema() {}

    /** As plain Java values: maps, lists, strings, numbers and booleans. */
    public static Map<String, Object> asJson() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "A manifest of ara-up");
        schema.putAll(Schema.object(FileDraft.SECTION).keywords());
        schema.put("definitions", Map.of("node", Schema.object(NodeKeys.SECTION).keywords()));
        return schema;
    }
}
