package network.ara.up.model;

import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong with a manifest: what, where, and what would be right.
 *
 * @param position the exact token; its excerpt is shown with a caret
 * @param message lower case, no final stop, names in single quotes
 * @param notes other places that belong to it, such as "first defined here"
 * @param fix what to do about it, where that is known
 */
public record Problem(SourcePosition position, String message, List<Note> notes, Optional<String> fix) {

    /** A place that helps to understand a problem. */
    public record Note(SourcePosition position, String text) {}

    public Problem {
        notes = List.copyOf(notes);
    }

    public static Problem at(SourcePosition position, String message) {
        return new Problem(position, message, List.of(), Optional.empty());
    }

    public static Problem at(SourcePosition position, String message, String fix) {
        return new Problem(position, message, List.of(), Optional.of(fix));
    }
}
