package network.ara.up.model;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** One question whose answer says that a node is ready, or that it still is. */
public sealed interface Probe {

    /** The node answers INC {@code ping} with a {@code pong} (inc.md, "Ping"). */
    record Inc() implements Probe {}

    /** A TCP connection to {@code host:port} is accepted. */
    record Tcp(String host, int port) implements Probe {}

    /** {@code GET url} is answered with a status from 200 to 399. */
    record Http(URI url) implements Probe {}

    /**
     * A line of the node's output, since this start, in which the pattern is found. Named groups are kept.
     *
     * <p>{@link Pattern} has no value equality; two probes are equal when their patterns are the same object.
     */
    record Log(Pattern pattern) implements Probe {}

    /** A program ends with 0; it is run in the node's folder and environment. */
    record Exec(List<String> argv) implements Probe {
        public Exec {
            argv = List.copyOf(argv);
        }
    }

    /** One of the node's own processes has bound this UDP port. Nothing is sent: who would answer what is not known. */
    record Udp(int port) implements Probe {}

    /** A call of one of its functions has a result that is no error. */
    record Call(FunctionCall call) implements Probe {}

    /**
     * A {@code tcp}, {@code http} or {@code udp} probe whose address is known at the start only.
     *
     * @param kind which of them
     * @param address with {@link NodeReference}s in it
     */
    record Wired(String kind, String address) implements Probe {}
}
