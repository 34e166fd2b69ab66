package network.ara.up.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that is wrong with a manifest: what, where, and what would be right.
 *
 * @param position the exact token; its excerpt is shown with a caret
 * @param message lower case, no final stop, names in single quotes
 * @param notes other places that belong to it, such as "first defined here"
 * @param fix what to do about it, where that is known
 */
public record Problem(
        Severity severity, SourcePosition position, String message, List<Note> notes, Optional<String> fix) {

    /** Whether the manifest can be used all the same. */
    public enum Severity {
        ERROR,
        WARNING;

        /** As messages begin. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A place that helps to understand a problem. */
    public record Note(SourcePosition position, String text) {}

    public Problem {
        notes = List.copyOf(notes);
    }

    /** An error. */
    public Problem(SourcePosition position, String message, List<Note> notes, Optional<String> fix) {
        this(Severity.ERROR, position, message, notes, fix);
    }

    public static Problem warning(SourcePosition position, String message, String fix) {
        return new Problem(Severity.WARNING, position, message, List.of(), Optional.of(fix));
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    public static Problem at(SourcePosition position, String message) {
        return new Problem(position, message, List.of(), Optional.empty());
    }

    public static Problem at(SourcePosition position, String message, String fix) {
        return new Problem(position, message, List.of(), Optional.of(fix));
    }
}
