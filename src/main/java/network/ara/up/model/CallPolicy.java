package network.ara.up.model;

import java.time.Duration;
import java.util.List;

/**
 * Who may call what of a node, and how many calls it is given at once.
 *
 * <p>In a pattern, {@code *} stands for any characters. {@code stop}, {@code start}, {@code configure} and
 * {@code getInstance} are allowed only where they are named without one (inc.md, "Call").
 *
 * @param allow when empty, everybody may call; else only these
 * @param deny wins over {@code allow}
 * @param timeout of a call whose caller gives no deadline
 * @param queue how many calls wait at most for their turn, or for the node to be started
 * @param concurrency how many calls the node is given at once; 0 for no limit
 */
public record CallPolicy(List<Rule> allow, List<Rule> deny, Duration timeout, int queue, int concurrency) {

    public static final CallPolicy DEFAULT = new CallPolicy(List.of(), List.of(), Duration.ofSeconds(5), 1_000, 0);

    /** Callers, by a pattern of their names, and the patterns of the functions that are meant. */
    public record Rule(String caller, List<String> functions) {
        public Rule {
            functions = List.copyOf(functions);
        }
    }

    public CallPolicy {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }
}
