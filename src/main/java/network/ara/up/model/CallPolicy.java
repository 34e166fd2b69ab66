package network.ara.up.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
 * @param concurrency how many calls each instance of the node is given at once; 0 for no limit
 * @param rate how many calls each caller may make; empty for any number
 * @param circuit after how many failures calls are turned away for a while; empty for never
 */
public record CallPolicy(
        List<Rule> allow,
        List<Rule> deny,
        Duration timeout,
        int queue,
        int concurrency,
        Optional<Rate> rate,
        Optional<Circuit> circuit) {

    public static final CallPolicy DEFAULT = new CallPolicy(List.of(), List.of(), Duration.ofSeconds(5), 1_000, 0);

    /** Callers, by a pattern of their names, and the patterns of the functions that are meant. */
    public record Rule(String caller, List<String> functions) {
        public Rule {
            functions = List.copyOf(functions);
        }
    }

    /** So many calls in each {@code period}, all of them at once if need be. */
    public record Rate(int calls, Duration period) {

        @Override
        public String toString() {
            long seconds = period.toSeconds();
            return calls + (seconds == 1 ? "/s" : seconds == 60 ? "/m" : "/h");
        }
    }

    /**
     * So many calls in a row, or in a time, that ended because of the node or the way to it: not answered in time, lost with
     * it, or nobody there.
     *
     * @param window zero for "in a row"
     */
    public record Circuit(int failures, Duration window) {

        @Override
        public String toString() {
            return window.isZero() ? failures + "" : failures + " in " + window.toSeconds() + "s";
        }
    }

    public CallPolicy {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /** Without a limit of rate, and without a circuit. */
    public CallPolicy(List<Rule> allow, List<Rule> deny, Duration timeout, int queue, int concurrency) {
        this(allow, deny, timeout, queue, concurrency, Optional.empty(), Optional.empty());
    }
}
