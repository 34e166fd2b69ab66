package network.ara.up.inc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node tells of a function, and how it is run.
 *
 * <pre>{@code
 * Signature.of("who announced a name").parameter("name", "string", "what was announced").returns("a list of addresses")
 * }</pre>
 *
 * @param description a sentence for people, told by {@code info}
 * @param parameters in their order
 * @param returns what its value is, for people
 * @param access who may call it; empty for the rule of {@link NodeBuilder#function(String, NodeFunction)}
 * @param isPrompt whether it runs on the bus's own thread, see {@link #prompt()}
 */
public record Signature(
        String description,
        List<Parameter> parameters,
        Optional<String> returns,
        Optional<Access> access,
        boolean isPrompt) {

    /**
     * A parameter.
     *
     * @param type JSON's word for it: string, number, boolean, list, object
     */
    public record Parameter(String name, String type, String description) {}

    static final Signature NONE = of("");

    public Signature {
        parameters = List.copyOf(parameters);
    }

    public static Signature of(String description) {
        return new Signature(description, List.of(), Optional.empty(), Optional.empty(), false);
    }

    /** With one more parameter. */
    public Signature parameter(String name, String type, String about) {
        List<Parameter> more = new ArrayList<>(parameters);
        more.add(new Parameter(name, type, about));
        return new Signature(description, more, returns, access, isPrompt);
    }

    public Signature returns(String what) {
        return new Signature(description, parameters, Optional.of(what), access, isPrompt);
    }

    public Signature access(Access whose) {
        return new Signature(description, parameters, returns, Optional.of(whose), isPrompt);
    }

    /**
     * Runs it on the bus's own thread instead of the pool's: two changes of thread less for a call, and everything else on the
     * bus waits as long as it takes. For functions that never block and need microseconds.
     */
    public Signature prompt() {
        return new Signature(description, parameters, returns, access, true);
    }
}
