package network.ara.up.model;

import java.util.Locale;

/** What a node waits for in a node that it depends on (manifest.md, "conditions"). */
public enum Condition {
    /** Its process runs. */
    STARTED,
    /** It answered: every probe of its readiness passed. */
    READY,
    /** Its process ended with success. */
    COMPLETED;

    /** The word of the manifest. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
