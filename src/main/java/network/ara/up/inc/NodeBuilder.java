package network.ara.up.inc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.ara.up.bus.BusOptions;

/** What a node is, before it is on the bus. Thread: one at a time. */
public final class NodeBuilder {

    /** What the RFC wants refused unless its author means it. */
    static final Set<String> GUARDED = Set.of("stop", "start", "configure", "getInstance");

    private final String name;
    private final List<String> requires = new ArrayList<>();
    private final Map<String, Offer> offers = new HashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private Optional<String> version = Optional.empty();
    private Optional<NodeListener> listener = Optional.empty();
    private boolean starting;
    private boolean silent;
    private int threads = 16;
    private int concurrency = 1000;

    NodeBuilder(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a node's name is not empty");
        }
        this.name = name;
    }

    /** The nodes that it needs; told to whoever pings. */
    public NodeBuilder requires(String... nodes) {
        requires.addAll(List.of(nodes));
        return this;
    }

    public NodeBuilder version(String newVersion) {
        version = Optional.of(newVersion);
        return this;
    }

    /** A port that it listens on, by purpose, for example {@code udp}; told to whoever pings. */
    public NodeBuilder port(String purpose, int port) {
        ports.put(purpose, port);
        return this;
    }

    /**
     * Offers a function to everybody; but {@code stop}, {@code start}, {@code configure} and {@code getInstance} to nobody:
     * these need {@link #function(String, NodeFunction, Access)}.
     */
    public NodeBuilder function(String method, NodeFunction function) {
        return function(method, function, Signature.NONE);
    }

    /** Offers a function to some. */
    public NodeBuilder function(String method, NodeFunction function, Access access) {
        return function(method, function, Signature.NONE.access(access));
    }

    /** Offers a function and tells of it: whoever calls {@code info} sees its description and its parameters. */
    public NodeBuilder function(String method, NodeFunction function, Signature signature) {
        Access usual = GUARDED.contains(method) ? Access.only() : Access.forEverybody();
        offers.put(method, new Offer(function, signature.access().orElse(usual), signature));
        return this;
    }

    /** Is told of nodes that come and go, and of those who are there already. */
    public NodeBuilder listener(NodeListener newListener) {
        listener = Optional.of(newListener);
        return this;
    }

    /** Calls are held back until {@link Node#ready}; a ping is answered with the state meanwhile. */
    public NodeBuilder starting() {
        starting = true;
        return this;
    }

    /** Only calls and pings others: answers neither pings nor calls, so that it is not taken for a node of its name. */
    public NodeBuilder silent() {
        silent = true;
        return this;
    }

    /** Threads that functions run on, 16 unless told. */
    public NodeBuilder threads(int newThreads) {
        threads = newThreads;
        return this;
    }

    /** Calls that may run or wait at one time before more are refused as overloaded, 1000 unless told. */
    public NodeBuilder concurrency(int newConcurrency) {
        concurrency = newConcurrency;
        return this;
    }

    /** Joins the bus of this machine, see {@link BusOptions#fromEnvironment}. Returns at once. */
    public Node start() {
        return start(BusOptions.fromEnvironment(System.getenv()));
    }

    /** Joins a bus. Returns at once. */
    public Node start(BusOptions options) {
        NodeSettings settings =
                new NodeSettings(name, version, requires, ports, offers, listener, silent, threads, concurrency);
        Node node = new Node(settings, options);
        if (!starting) {
            node.ready();
        }
        return node;
    }
}
