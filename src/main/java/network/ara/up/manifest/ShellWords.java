package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Splits a command into words by the rules of the POSIX shell: blanks separate, {@code '...'} keeps all, {@code "..."}
 * keeps all but {@code \" \\ \$ \`}, a backslash keeps the next character. {@code ${...}} is one piece, whatever is in
 * it: it is replaced later, and never split.
 */
final class ShellWords {

    /** Why a text can't be split: where, counted in chars of the text, and how far. */
    record Flaw(int offset, int length, String message, String fix) {}

    private static final Set<String> OPERATORS = Set.of("|", "||", "&", "&&", ";", "<", ">", ">>", "2>", "2>&1");

    private static final String TYPOGRAPHIC = "\u2018\u2019\u201A\u201C\u201D\u201E";

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private Optional<Flaw> flaw = Optional.empty();
    private int at;

    private ShellWords(String text) {
        this.text = text;
    }

    static ShellWords of(String text) {
        ShellWords split = new ShellWords(text);
        while (split.flaw.isEmpty() && split.at < text.length()) {
            if (isBlank(text.charAt(split.at))) {
                split.at++;
            } else {
                split.word();
            }
        }
        return split;
    }

    List<String> words() {
        return words;
    }

    Optional<Flaw> flaw() {
        return flaw;
    }

    private void word() {
        int start = at;
        if (TYPOGRAPHIC.indexOf(text.charAt(at)) >= 0) {
            fail(at, 1, "this quote is a word processor's, and none to ara-up", "write ' or \"");
        }
        while (flaw.isEmpty() && at < text.length() && !isBlank(text.charAt(at))) {
            piece();
        }
        String raw = text.substring(start, at);
        if (flaw.isEmpty() && OPERATORS.contains(raw)) {
            fail(
                    start,
                    raw.length(),
                    "'" + raw + "' means nothing here: the program is started without a shell",
                    "use 'shell' instead of 'run', or put it into quotes");
        }
        words.add(word.toString());
        word.setLength(0);
    }

    private void piece() {
        char c = text.charAt(at);
        if (c == '\'') {
            singleQuoted();
        } else if (c == '"') {
            doubleQuoted();
        } else if (c == '\\') {
            if (at + 1 == text.length()) {
                fail(at, 1, "nothing follows this backslash", "remove it, or write it twice");
            } else {
                word.append(text.charAt(at + 1));
            }
            at = Math.min(at + 2, text.length());
        } else {
            plain();
        }
    }

    private void singleQuoted() {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            unclosed(at);
        } else {
            word.append(text, at + 1, end);
            at = end + 1;
        }
    }

    private void doubleQuoted() {
        int start = at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length() && "\"\\$`".indexOf(text.charAt(at + 1)) >= 0) {
                word.append(text.charAt(at + 1));
                at += 2;
            } else {
                plain();
            }
        }
        if (at >= text.length()) {
            unclosed(start);
        } else {
            at++;
        }
    }

    /** One character, or a whole {@code ${...}}. */
    private void plain() {
        int end = Variables.isReference(text, at) ? Variables.endOfReference(text, at) : at + 1;
        word.append(text, at, end);
        at = end;
    }

    private void unclosed(int quote) {
        fail(quote, 1, "this quote is never closed", "close it, or write \\" + text.charAt(quote));
    }

    private void fail(int offset, int length, String message, String fix) {
        flaw = Optional.of(new Flaw(offset, length, message, fix));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
