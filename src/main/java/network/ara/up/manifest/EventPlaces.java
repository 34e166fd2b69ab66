package network.ara.up.manifest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.ara.up.model.SourcePosition;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Where in the source the token of a parser event stands: what a caret is to underline. */
final class EventPlaces {

    /** An anchor or a tag, which an event's mark counts as its beginning. */
    private static final Pattern PROPERTIES = Pattern.compile("(?:[&!]\\S*+[ \\t]++){1,2}+");

    private final SourceText source;

    EventPlaces(SourceText source) {
        this.source = source;
    }

    /** From the event's first character, behind its anchor and tag, to its end or the end of that line. */
    SourcePosition token(Event event) {
        Mark start = mark(event.getStartMark());
        Mark end = mark(event.getEndMark());
        int skipped = hasProperties(event) ? propertiesLength(start) : 0;
        if (start.getLine() == end.getLine()) {
            return place(start, skipped, end.getColumn() - start.getColumn() - skipped);
        }
        if (skipped > 0 || isPlainOrQuoted(event)) {
            return source.toEndOfLine(start.getLine() + 1, start.getColumn() + 1 + skipped);
        }
        return place(start, 0, 1);
    }

    /** The anchor and the tag of an event that has one of them. */
    SourcePosition properties(Event event) {
        Mark start = mark(event.getStartMark());
        return place(start, 0, Math.max(1, propertiesLength(start) - 1));
    }

    /** A collection that is closed by {@code end}, where it ends on its first line; else {@code start}. */
    SourcePosition whole(SourcePosition start, Event end) {
        Mark mark = mark(end.getEndMark());
        boolean sameLine = mark.getLine() + 1 == start.line() && mark.getColumn() + 1 > start.column();
        return sameLine ? source.position(start.line(), start.column(), mark.getColumn() + 1 - start.column()) : start;
    }

    private static boolean hasProperties(Event event) {
        boolean anchored = event instanceof NodeEvent node && node.getAnchor().isPresent();
        boolean tagged = (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                || (event instanceof CollectionStartEvent start
                        && start.getTag().isPresent());
        return anchored || tagged;
    }

    private static boolean isPlainOrQuoted(Event event) {
        return event instanceof ScalarEvent scalar && (scalar.isPlain() || scalar.isDQuoted() || scalar.isSQuoted());
    }

    /** 0 as well where the value itself begins on a later line. */
    private int propertiesLength(Mark start) {
        int from = source.offset(start.getLine() + 1, start.getColumn() + 1);
        Matcher matcher =
                PROPERTIES.matcher(source.text()).region(from, source.text().length());
        return matcher.lookingAt() ? source.text().codePointCount(from, matcher.end()) : 0;
    }

    private SourcePosition place(Mark start, int skipped, int length) {
        return source.position(start.getLine() + 1, start.getColumn() + 1 + skipped, length);
    }

    /** Marks are on by default in the engine's settings. */
    private static Mark mark(Optional<Mark> mark) {
        return mark.orElseThrow(() -> new IllegalStateException("the parser gives no marks"));
    }
}
