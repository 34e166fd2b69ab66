package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import network.ara.up.manifest.YamlTree.Broken;
import network.ara.up.manifest.YamlTree.Entry;
import network.ara.up.manifest.YamlTree.Mapping;
import network.ara.up.manifest.YamlTree.Scalar;
import network.ara.up.manifest.YamlTree.Sequence;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/** A value of the tree on its way into the model: what it is, where it is, and how to complain about it. */
final class Value {

    /** Longer values are shown as a whole: to search them for each of many errors would take too long. */
    private static final int MAX_SEARCHED = 10_000;

    private static final int NONE = -1;

    private final Scope scope;
    private final String subject;
    private final String path;

    /** Of an item of a list; else {@link #NONE}. Kept apart: of most items the path is never asked. */
    private final int index;

    private final SourcePosition key;
    private final YamlTree tree;

    private Value(Scope scope, String subject, String path, int index, SourcePosition key, YamlTree tree) {
        this.scope = scope;
        this.subject = subject;
        this.path = path;
        this.index = index;
        this.key = key;
        this.tree = tree;
    }

    static Value root(Scope scope, YamlTree tree) {
        return new Value(scope, "", "", NONE, tree.position(), tree);
    }

    /** A member of a map under its key, such as {@code ready.timeout}. */
    Value member(Entry entry) {
        String name = entry.key().text();
        return new Value(
                scope,
                subject,
                path().isEmpty() ? name : path() + "." + name,
                NONE,
                entry.key().position(),
                entry.value());
    }

    /** The same value as the beginning of what is described as {@code newSubject}, such as {@code node 'dht'}. */
    Value about(String newSubject) {
        return new Value(scope, newSubject + ": ", "", NONE, key, tree);
    }

    Scope scope() {
        return scope;
    }

    /** Of the key that it stands at. */
    SourcePosition key() {
        return key;
    }

    /** Of the value; where that is nothing at all, of its key. */
    SourcePosition position() {
        return isNull() ? key : tree.position();
    }

    boolean isNull() {
        return tree instanceof Scalar scalar && scalar.isNull();
    }

    boolean isScalar() {
        return tree instanceof Scalar;
    }

    boolean isMap() {
        return tree instanceof Mapping;
    }

    boolean isList() {
        return tree instanceof Sequence;
    }

    /** The text without variables replaced; empty, and reported, for anything but a single value. */
    Optional<String> raw(String expected) {
        if (tree instanceof Scalar scalar && !scalar.isNull()) {
            if (scalar.text().indexOf('\0') < 0) {
                return Optional.of(scalar.text());
            }
            return fail(name() + " contains the character U+0000", "remove it: no program can be given it");
        }
        return wrongType(expected);
    }

    /** The text with variables replaced. */
    Optional<String> text(String expected) {
        return raw(expected).flatMap(this::expand);
    }

    /** Replaces the variables of {@code part}, which is a piece of this value's text. */
    Optional<String> expand(String part) {
        if (!Variables.mayExpand(part)) {
            return Optional.of(part);
        }
        Variables.Expansion expansion = scope.variables().expand(part);
        for (Variables.Flaw flaw : expansion.flaws()) {
            String token = part.substring(flaw.offset(), flaw.offset() + flaw.length());
            scope.problems().add(Problem.at(placeOf(token, 0), subject + flaw.message(), flaw.fix()));
        }
        for (Variables.Mention mention : expansion.mentions()) {
            String token = part.substring(mention.offset(), mention.offset() + mention.length());
            scope.references().add(this, placeOf(token, 0), mention.reference());
        }
        boolean isAllowed = expansion.mentions().isEmpty() || References.areAllowedAt(path());
        return expansion.flaws().isEmpty() && isAllowed ? Optional.of(expansion.text()) : Optional.empty();
    }

    List<Value> items() {
        List<Value> items = new ArrayList<>();
        if (tree instanceof Sequence sequence) {
            String listPath = path();
            for (YamlTree item : sequence.items()) {
                items.add(new Value(scope, subject, listPath, items.size(), item.position(), item));
            }
        }
        return items;
    }

    /** The entries of a map but for {@code x-...}, which are nobody's business. */
    List<Entry> entries() {
        List<Entry> entries = tree instanceof Mapping mapping ? new ArrayList<>(mapping.entries()) : new ArrayList<>();
        entries.removeIf(entry -> entry.key().text().startsWith("x-"));
        return entries;
    }

    /** As {@link YamlTree#kind}. */
    String kind() {
        return tree.kind();
    }

    /** How messages call it: its path in quotes. */
    String name() {
        return path().isEmpty() ? "this" : "'" + path() + "'";
    }

    String path() {
        return index == NONE ? path : path + "[" + index + "]";
    }

    <T> Optional<T> wrongType(String expected) {
        boolean word = tree instanceof Scalar scalar && !scalar.isNull();
        return wrongType(expected, word ? "'" + ((Scalar) tree).text() + "'" : tree.kind());
    }

    <T> Optional<T> wrongType(String expected, String actual) {
        return fail(name() + " must be " + expected + ", and is " + actual);
    }

    /** Nothing is said about what is broken already. */
    <T> Optional<T> fail(String message) {
        if (!(tree instanceof Broken)) {
            report(Problem.at(position(), subject + message));
        }
        return Optional.empty();
    }

    <T> Optional<T> fail(String message, String fix) {
        if (!(tree instanceof Broken)) {
            report(problem(position(), message, fix));
        }
        return Optional.empty();
    }

    /** As {@link #fail(String, String)}, with a fix that takes long to find. */
    <T> Optional<T> fail(String message, Supplier<String> fix) {
        if (!(tree instanceof Broken)) {
            scope.problems().add(() -> problem(position(), message, fix.get()));
        }
        return Optional.empty();
    }

    Problem problem(SourcePosition position, String message, String fix) {
        return Problem.at(position, subject + message, fix);
    }

    void warn(SourcePosition position, String message, String fix) {
        report(Problem.warning(position, subject + message, fix));
    }

    /** A problem of the part of the text that is {@code token}, searched from char {@code from} on. */
    void failAt(String token, int from, String message, String fix) {
        report(problem(placeOf(token, from), message, fix));
    }

    void report(Problem problem) {
        scope.problems().add(problem);
    }

    /** Exact where the text stands in the source as it is, on one line; else the whole value. */
    private SourcePosition placeOf(String token, int from) {
        SourcePosition whole = tree.position();
        if (whole.length() > MAX_SEARCHED) {
            return whole;
        }
        String raw = scope.source().slice(whole);
        int quote = raw.startsWith("'") || raw.startsWith("\"") ? 1 : 0;
        int at = raw.indexOf(token, Math.min(from + quote, raw.length()));
        if (at < 0 || token.isEmpty()) {
            return whole;
        }
        int column = whole.column() + raw.codePointCount(0, at);
        return scope.source().position(whole.line(), column, token.codePointCount(0, token.length()));
    }
}
