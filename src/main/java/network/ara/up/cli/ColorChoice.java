package network.ara.up.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The value of {@code --color}. */
enum ColorChoice {
    AUTO,
    ALWAYS,
    NEVER;

    private static final String OPTION = "--color";

    /** The one that the arguments ask for; a wrong one counts as none here, and is an error where they are parsed. */
    static ColorChoice in(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals(OPTION) && i + 1 < arguments.size()) {
                return of(arguments.get(i + 1));
            }
            if (argument.startsWith(OPTION + "=")) {
                return of(argument.substring(OPTION.length() + 1));
            }
        }
        return AUTO;
    }

    private static ColorChoice of(String word) {
        for (ColorChoice choice : values()) {
            if (choice.toString().equals(word)) {
                return choice;
            }
        }
        return AUTO;
    }

    /** Whether to colour what goes to a stream that is, or is not, a terminal. See no-color.org. */
    boolean colours(boolean isTerminal, Map<String, String> environment) {
        if (this != AUTO) {
            return this == ALWAYS;
        }
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return isTerminal && !refused;
    }

    /** The word of the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
