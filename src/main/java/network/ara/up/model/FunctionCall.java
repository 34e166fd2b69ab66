package network.ara.up.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A call of one of a node's own functions, as it is written in a manifest.
 *
 * @param arguments as on the command line of {@code ara-up call}: what is JSON is JSON, else a string
 */
public record FunctionCall(String function, List<String> arguments) {

    public FunctionCall {
        arguments = List.copyOf(arguments);
    }

    /** The function and its arguments. */
    public List<String> words() {
        List<String> words = new ArrayList<>(List.of(function));
        words.addAll(arguments);
        return words;
    }
}
