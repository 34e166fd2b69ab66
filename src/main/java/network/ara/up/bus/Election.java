package network.ara.up.bus;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who leads: whoever binds the port. Who can't, connects, and tries again when the connection ends. A leader stays one.
 *
 * <p>A process is one participant: leading, all its casts are members at once; following, each has its own connection,
 * because a connection belongs to one namespace.
 *
 * <p>Spec: localcast §5. Thread: the loop's.
 */
final class Election {

    /** A connection that ended sooner was no success, so that a leader that drops us is not asked again at once. */
    private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** So long after the loss of a leader others may still be on their way. */
    private static final long LOSS_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Loop loop;
    private final EventLoop thread;
    private final BusOptions options;
    private final Counters counters = new Counters();
    private final Flusher flusher;
    private final KernelSockets sockets = new KernelSockets();
    private final Consumer<BusRole> onRole;
    private final Optional<Gate> gate;

    private final Set<LocalCast> casts = new LinkedHashSet<>();
    private final Map<LocalCast, LeaderLink> links = new LinkedHashMap<>();
    private final Set<LocalCast> voters = new LinkedHashSet<>(); // wait for the outcome of the present attempt to bind
    private boolean binding;
    private @Nullable Channel listening;
    private @Nullable Leader leader;
    private long lostNanos = System.nanoTime() - LOSS_NANOS;
    private boolean closed;

    /**
     * @param onRole told of each change
     * @param gate asked while this process leads
     */
    Election(Loop loop, BusOptions options, Consumer<BusRole> onRole, Optional<Gate> gate) {
        this.loop = loop;
        this.options = options;
        this.onRole = onRole;
        this.gate = gate;
        thread = loop.thread();
        flusher = new Flusher(thread);
    }

    EventLoop thread() {
        return thread;
    }

    BusOptions options() {
        return options;
    }

    Counters counters() {
        return counters;
    }

    Flusher flusher() {
        return flusher;
    }

    /** The first attempt, with no cast yet. */
    void open() {
        if (options.mayLead()) {
            bind();
        }
    }

    void join(LocalCast cast) {
        if (closed) {
            cast.ended();
            return;
        }
        casts.add(cast);
        seek(cast);
    }

    void leave(LocalCast cast) {
        casts.remove(cast);
        voters.remove(cast);
        if (leader != null) {
            leader.leave(cast);
        }
        cast.ended();
        LeaderLink link = links.remove(cast);
        if (link != null && !link.isUp()) {
            link.channel().close();
        }
    }

    /** Whether a leader was lost lately, so that others may not have found the next one yet. */
    boolean leaderWasLost() {
        return System.nanoTime() - lostNanos < LOSS_NANOS || sockets.showLossOn(options.port());
    }

    /** A leader took the connection of a cast. */
    void linked(LeaderLink link, LocalCast cast) {
        counters.connected();
        cast.connectedTo(link);
        onRole.accept(new BusRole.Following(link.leaderPid()));
    }

    /** A connection, or an attempt, ended. */
    void lost(LeaderLink link, LocalCast cast) {
        if (link.isUp()) {
            counters.disconnected();
        }
        if (!links.remove(cast, link) || closed) {
            return;
        }
        if (link.isUp()) {
            lostNanos = System.nanoTime();
        }
        if (link.isUp() && link.ageNanos() > STABLE_NANOS) {
            cast.backoff().succeeded();
        } else {
            cast.backoff().failed();
        }
        cast.disconnected();
        if (links.values().stream().noneMatch(LeaderLink::isUp)) {
            onRole.accept(new BusRole.Seeking());
        }
        seekLater(cast);
    }

    /** The listening socket first, so that nobody who is dropped comes back to it. */
    void close() {
        closed = true;
        if (listening != null) {
            listening.close();
        }
        flusher.run();
        List.copyOf(casts).forEach(this::leave);
        if (leader != null) {
            leader.close();
        }
    }

    private void seekLater(LocalCast cast) {
        long millis = cast.backoff().nextMillis();
        if (millis == 0) {
            seek(cast);
        } else {
            thread.schedule(() -> seek(cast), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void seek(LocalCast cast) {
        if (closed || !casts.contains(cast)) {
            return;
        }
        if (leader != null) {
            leader.adopt(cast);
            return;
        }
        counters.election();
        if (options.mayLead()) {
            voters.add(cast);
            bind();
        } else {
            connect(cast);
        }
    }

    private void bind() {
        if (binding || leader != null) {
            return;
        }
        binding = true;
        ChannelInitializer<Channel> accepted = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (leader != null) {
                    channel.pipeline().addLast(leader.accept(channel));
                }
            }
        };
        loop.server().childHandler(accepted).bind(address()).addListener((ChannelFuture bound) -> {
            bound(bound.channel(), bound.isSuccess());
        });
    }

    private void bound(Channel channel, boolean success) {
        binding = false;
        if (closed) {
            channel.close();
        } else if (success) {
            lead(channel);
        } else {
            List<LocalCast> followers = List.copyOf(voters);
            voters.clear();
            followers.forEach(this::connect);
        }
    }

    private void lead(Channel channel) {
        boolean lost = leaderWasLost() || sockets.showFollowersOf(options.port());
        listening = channel;
        leader = new Leader(this, gate);
        voters.clear();
        List<LeaderLink> old = List.copyOf(links.values());
        links.clear();
        old.forEach(link -> link.channel().close());
        casts.forEach(LocalCast::disconnected);
        onRole.accept(new BusRole.Leading());
        leader.begin(casts, lost);
    }

    private void connect(LocalCast cast) {
        if (closed || !casts.contains(cast) || links.containsKey(cast)) {
            return;
        }
        Bootstrap client = loop.client().handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                DirectWrite direct = DirectWrite.of(channel);
                LeaderLink link = new LeaderLink(channel, direct, Election.this, cast);
                links.put(cast, link);
                if (direct != null) {
                    channel.pipeline().addLast(direct);
                }
                channel.pipeline().addLast(link);
            }
        });
        client.connect(address()).addListener((ChannelFuture connected) -> {
            if (!connected.isSuccess()) {
                refused(cast);
            }
        });
    }

    private void refused(LocalCast cast) {
        LeaderLink link = links.get(cast);
        if (link == null) {
            return;
        }
        if (cast.backoff().hasFailedTwice() && !sockets.showFollowersOf(options.port())) {
            cast.settledNow(); // nobody is there, or was a moment ago
        }
        lost(link, cast);
    }

    private InetSocketAddress address() {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), options.port());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
