package network.ara.up.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for the parameters of a call: <code>{0}</code> or <code>{name}</code>. <code>{{name}}</code> stands for
 * <code>{name}</code>; any other brace is itself.
 *
 * @param text as it was written
 * @param literals what stands around the places: one more than there are places
 * @param places the parameter at each place, from 0
 */
public record Template(String text, List<String> literals, List<Integer> places) {

    private static final Pattern PLACE = Pattern.compile("\\{(\\{\\w+})}|\\{(\\w+)}");

    public Template {
        literals = List.copyOf(literals);
        places = List.copyOf(places);
    }

    /** Errors: {@link IllegalArgumentException} whose message is the name in braces that is no parameter's. */
    public static Template of(String text, List<String> parameters) {
        List<String> literals = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        Matcher matcher = PLACE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            literal.append(text, end, matcher.start());
            end = matcher.end();
            if (matcher.group(1) != null) {
                literal.append(matcher.group(1));
            } else {
                places.add(place(matcher.group(2), parameters));
                literals.add(literal.toString());
                literal.setLength(0);
            }
        }
        literals.add(literal.append(text, end, text.length()).toString());
        return new Template(text, literals, places);
    }

    private static int place(String name, List<String> parameters) {
        int index = parameters.indexOf(name);
        if (index < 0 && name.matches("\\d{1,3}")) {
            index = Integer.parseInt(name);
        }
        if (index < 0 || (!parameters.isEmpty() && index >= parameters.size())) {
            throw new IllegalArgumentException(name);
        }
        return index;
    }

    /** The text with what {@code value} gives for each parameter. */
    public String fill(IntFunction<String> value) {
        StringBuilder filled = new StringBuilder(literals.get(0));
        for (int i = 0; i < places.size(); i++) {
            filled.append(value.apply(places.get(i))).append(literals.get(i + 1));
        }
        return filled.toString();
    }

    /** Whether it begins with a parameter, so that who calls decides what it begins with. */
    public boolean beginsWithPlace() {
        return !places.isEmpty() && literals.get(0).isEmpty();
    }

    /** What stands before the first place; the whole where there is none. */
    public String beginning() {
        return literals.get(0);
    }

    /** The highest parameter that it has a place for. */
    public Optional<Integer> last() {
        return places.stream().max(Integer::compare);
    }
}
