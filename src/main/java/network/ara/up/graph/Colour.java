package network.ara.up.graph;

import java.util.Locale;
import network.ara.up.model.Dependency;

/** The colours of drawings that have their own, each on a light and on a dark ground. */
enum Colour {
    GROUND("#ffffff", "#0d1117"),
    TEXT("#1f2328", "#e6edf3"),
    QUIET("#59636e", "#9198a1"),
    SERVICE("#f3f5f8", "#1c2430"),
    TASK("#fdf3d8", "#33270d"),
    BUILTIN("#e2f0ff", "#10294a"),
    EXTERNAL("#ffffff", "#0d1117"),
    SERVICE_BORDER("#59636e", "#9198a1"),
    TASK_BORDER("#9a6700", "#d29922"),
    BUILTIN_BORDER("#0969da", "#58a6ff"),
    EXTERNAL_BORDER("#59636e", "#9198a1"),
    REQUIRES("#4b5560", "#adb5bf"),
    WANTS("#0d7d86", "#39c5cf"),
    AFTER("#8250df", "#bc8cff"),
    CALLS("#cf222e", "#f85149"),
    UNUSED("#c2c8ce", "#444c56"),
    CRITICAL("#cf3f8f", "#f778ba"),
    GOOD("#1a7f37", "#3fb950"),
    BUSY("#9a6700", "#d29922"),
    BAD("#cf222e", "#f85149"),
    IDLE("#6e7781", "#8b949e");

    private final String light;
    private final String dark;

    Colour(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    static Colour of(Tone tone) {
        return valueOf(tone.name());
    }

    static Colour of(Dependency.Kind kind) {
        return valueOf(kind.name());
    }

    static Colour of(NodeKind kind) {
        return valueOf(kind.name());
    }

    static Colour border(NodeKind kind) {
        return valueOf(kind.name() + "_BORDER");
    }

    String light() {
        return light;
    }

    String dark() {
        return dark;
    }

    /** The name in a style sheet. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
