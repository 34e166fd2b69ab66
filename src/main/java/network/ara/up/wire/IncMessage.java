package network.ara.up.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One message of Inter-node Communication: on the bus, the JSON array {@code [event, payload]}.
 *
 * <p>Spec: the RFC's {@code ping}, {@code pong} and {@code call}; the rest, and most fields, are ours. A peer that knows
 * only the RFC leaves out what is Optional here.
 */
public sealed interface IncMessage {

    /**
     * Who is there? Heard by everybody, in {@link Mailbox#EVERYBODY}.
     *
     * @param name who asks; the answer goes to its mailbox
     * @param id comes back in the pong
     * @param nodes who need answer; empty means everybody
     */
    record Ping(String name, Optional<MessageId> id, List<String> nodes) implements IncMessage {
        public Ping {
            nodes = List.copyOf(nodes);
        }

        /** Whether a node of this name is asked. */
        public boolean asks(String node) {
            return nodes.isEmpty() || nodes.contains(node);
        }
    }

    /**
     * Here I am: the answer to a ping, in the asker's mailbox.
     *
     * @param name empty from a node that knows only the RFC, whose pong may carry anything or nothing
     * @param startedMillis milliseconds since 1970
     * @param state {@code starting}, {@code ready} or {@code stopping}; empty counts as ready
     * @param functions what can be called, sorted
     * @param requires the nodes that it needs
     * @param ports by purpose, for example {@code udp}
     */
    record Pong(
            Optional<String> name,
            OptionalLong pid,
            Optional<MessageId> id,
            Optional<String> version,
            OptionalLong startedMillis,
            Optional<String> state,
            List<String> functions,
            List<String> requires,
            Map<String, Integer> ports)
            implements IncMessage {
        public Pong {
            functions = List.copyOf(functions);
            requires = List.copyOf(requires);
            ports = Map.copyOf(ports);
        }

        /** What is left of a pong that says nothing: somebody answered. */
        public static Pong anonymous() {
            return new Pong(
                    Optional.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Map.of());
        }
    }

    /**
     * Run this, in the callee's mailbox.
     *
     * @param name the caller, empty when it did not say: then nobody can be answered
     * @param id empty for a call that wants no answer (JSON-RPC 2.0's notification)
     * @param params a List or a Map of JSON values; a lone value on the wire counts as a list of one
     * @param deadline how long the caller still waits, counted from when the message was sent; milliseconds on the wire
     * @param idempotent running it twice does no harm
     * @param target for whom it is, {@code NAME} or {@code NAME@PID}: who is neither ignores it. Empty: for whoever hears it
     * @param again it was sent before, and must not run twice
     */
    record Call(
            String name,
            Optional<MessageId> id,
            String method,
            Object params,
            Optional<Duration> deadline,
            boolean idempotent,
            Optional<String> target,
            boolean again)
            implements IncMessage {

        /** A call that does not say for whom it is, sent for the first time. */
        public Call(
                String name,
                Optional<MessageId> id,
                String method,
                Object params,
                Optional<Duration> deadline,
                boolean idempotent) {
            this(name, id, method, params, deadline, idempotent, Optional.empty(), false);
        }

        /** Whether the caller left an address for the answer. */
        public boolean wantsAnswer() {
            return id.isPresent() && !name.isEmpty();
        }
    }

    /**
     * The one answer to a call, in the caller's mailbox.
     *
     * @param name the callee, empty when it did not say
     */
    record Result(String name, MessageId id, Outcome outcome) implements IncMessage {}

    /** The caller no longer waits for this call, in the callee's mailbox. */
    record Cancel(String name, MessageId id) implements IncMessage {}

    /** Leaving on purpose, told to everybody. */
    record Bye(String name, OptionalLong pid) implements IncMessage {}
}
