package network.ara.up.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a hurried person does to a line. */
enum Mutation {
    COLON_LOST,
    SPACE_AFTER_COLON_LOST,
    KEY_MISSPELT,
    LETTER_LOST,
    INDENTED_MORE,
    INDENTED_LESS,
    INDENTED_BY_TAB,
    CLOSING_LOST,
    QUOTE_ADDED,
    LINE_TWICE,
    VALUE_IN_BRACKETS,
    VALUE_LOST,
    DASH_LOST,
    LINE_LOST;

    private static final Pattern KEY = Pattern.compile("(\\s*(?:- )?)([A-Za-z_]{3,})(:)( .*|$)");

    /** The lines after it happened at {@code at}; empty where it can't happen there. */
    Optional<List<String>> of(List<String> lines, int at, Random random) {
        String line = lines.get(at);
        if (line.isBlank() || line.stripLeading().startsWith("#")) {
            return Optional.empty();
        }
        List<String> mutated = new ArrayList<>(lines);
        if (this == LINE_LOST) {
            mutated.remove(at);
        } else if (this == LINE_TWICE) {
            mutated.add(at, line);
        } else {
            mutated.set(at, of(line, random));
        }
        return mutated.equals(lines) ? Optional.empty() : Optional.of(mutated);
    }

    private String of(String line, Random random) {
        Matcher key = KEY.matcher(line);
        boolean keyed = key.matches();
        return switch (this) {
            case COLON_LOST -> line.replaceFirst(":", "");
            case SPACE_AFTER_COLON_LOST -> line.replaceFirst(": ", ":");
            case KEY_MISSPELT ->
                keyed ? key.group(1) + swapped(key.group(2), random) + key.group(3) + key.group(4) : line;
            case LETTER_LOST -> without(line, random);
            case INDENTED_MORE -> " ".repeat(1 + random.nextInt(2)) + line;
            case INDENTED_LESS -> line.replaceFirst("^ {1,2}", "");
            case INDENTED_BY_TAB -> line.replaceFirst("^ {2,4}", "\t");
            case CLOSING_LOST -> line.replaceFirst("[]}\"'](?=[^]}\"']*$)", "");
            case QUOTE_ADDED -> line.replaceFirst(": ", random.nextBoolean() ? ": '" : ": \"");
            case VALUE_IN_BRACKETS ->
                keyed
                        ? line.substring(0, line.indexOf(':')) + ": ["
                                + key.group(4).strip() + "]"
                        : line;
            case VALUE_LOST -> keyed ? line.replaceFirst(":.*", ":") : line;
            case DASH_LOST -> line.replaceFirst("- ", "");
            default -> line;
        };
    }

    private static String swapped(String word, Random random) {
        int at = random.nextInt(word.length() - 1);
        return word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
    }

    private static String without(String line, Random random) {
        int at = random.nextInt(line.length());
        return line.substring(0, at) + line.substring(at + 1);
    }
}
