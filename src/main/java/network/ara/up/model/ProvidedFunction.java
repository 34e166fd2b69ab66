package network.ara.up.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function that ara-up answers for in the name of a node that speaks no INC.
 *
 * @param parameters their names; those that are not named are {@code "0"}, {@code "1"} and so on. All must be given
 * @param action what a call does
 * @param result how what comes of it is read
 */
public record ProvidedFunction(Optional<String> description, List<String> parameters, Action action, Reading result) {

    /** How an output or a body becomes the result. */
    public enum Reading {
        /** As JSON where it is JSON, else as a text. */
        AUTO,
        /** As a text. */
        TEXT,
        /** As JSON; what is not is an error. */
        JSON;

        public String word() {
            return switch (this) {
                case AUTO -> "auto";
                case TEXT -> "text";
                case JSON -> "json";
            };
        }
    }

    /** What a call does. */
    public sealed interface Action {}

    /**
     * Runs a program; never through a shell.
     *
     * @param argv each of them one argument, whatever the parameters hold; the first has no place for one
     * @param input what it reads from its standard input; empty for nothing
     * @param dashes whether a parameter may begin an argument with a dash: the program takes no options there
     */
    public record Command(List<Template> argv, Optional<Template> input, boolean dashes) implements Action {
        public Command {
            argv = List.copyOf(argv);
        }
    }

    /**
     * Sends an HTTP request. Parameters that have no place in the URL are its body: a JSON object.
     *
     * @param url its places are after the host
     */
    public record Http(String method, Template url, Map<String, String> headers) implements Action {

        /** Those whose requests have a body. */
        public static final List<String> WITH_BODY = List.of("POST", "PUT", "PATCH");

        public static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");

        public Http {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }
    }

    public ProvidedFunction {
        parameters = List.copyOf(parameters);
    }
}
