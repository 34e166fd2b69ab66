package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import network.ara.up.model.NodeReference;
import network.ara.up.model.SourcePosition;

/** The references to nodes that are met while a node's keys are read: its draft takes them, to be checked at the end. */
final class References {

    /** One, where it stands. */
    record Placed(NodeReference reference, SourcePosition position) {}

    /** What is made anew at every start of a process, or at every try of a probe. */
    private static final Pattern ALLOWED = Pattern.compile(
            "(?:defaults\\.)?(?:env\\..*|(?:run|shell|builtin|(?:ready|alive)\\.(?:tcp|http|udp|exec))(?:\\[\\d+])?)");

    private List<Placed> met = new ArrayList<>();

    /** @param path of a value, as {@link Value#path} has it */
    static boolean areAllowedAt(String path) {
        return ALLOWED.matcher(path).matches();
    }

    void add(Value value, SourcePosition position, NodeReference reference) {
        if (areAllowedAt(value.path())) {
            met.add(new Placed(reference, position));
        } else {
            value.report(value.problem(
                    position,
                    "'" + reference + "' can't stand in " + value.name() + ", which is read before any node runs",
                    "use it in 'env', 'run', 'shell', 'builtin', or in a probe of 'ready' or 'alive'"));
        }
    }

    /** Those that were met since the last time. */
    List<Placed> take() {
        List<Placed> taken = met;
        met = new ArrayList<>();
        return taken;
    }
}
