package network.ara.up.core;

import java.util.Locale;

/** Who started a node's process. */
public enum Origin {
    /** It has none that we know of. */
    NONE,
    /** This run of ara-up. */
    OWNED,
    /** An earlier run of ara-up for the same project, and its process is proven to be the same. */
    ADOPTED,
    /** Somebody else: it is used as it is, and never signalled. */
    EXTERNAL;

    /** The word that users see; empty for {@link #NONE}. */
    public String word() {
        return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
    }
}
