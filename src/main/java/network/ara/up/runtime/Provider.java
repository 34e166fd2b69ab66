package network.ara.up.runtime;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import network.ara.up.bus.Bus;
import network.ara.up.bus.Cast;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.process.LockFile;
import network.ara.up.wire.Address;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Mailbox;
import network.ara.up.wire.MessageCodec;

/**
 * A member of the bus in the name of a node that speaks no INC, for as long as that node is up.
 *
 * <p>Of all supervisors of this user that have the node one is its provider at a time: who holds its lock. Else two would
 * answer to one name.
 *
 * <p>Thread: its owner's; the bus's where it says so.
 */
final class Provider {

    private static final System.Logger LOG = System.getLogger(Provider.class.getName());

    private final Bus bus;
    private final ProjectHome home;
    private final ProvidedCalls calls;
    private final Letters letters;
    private final NodeName name;

    private Optional<Cast> mailbox = Optional.empty();
    private OptionalLong process = OptionalLong.empty(); // for which it sits there
    private Optional<LockFile> lock = Optional.empty();

    /** Since when it remembers calls: a caller takes who started later for one that does not know its call. */
    private long answersSinceMillis;

    private volatile Optional<IncMessage.Pong> pong = Optional.empty(); // written by its owner

    Provider(Bus bus, ProjectHome home, NodeSpec spec, ProvidedCalls.Tools tools) {
        this.bus = bus;
        this.home = home;
        this.name = spec.name();
        this.letters = tools.letters();
        this.calls = new ProvidedCalls(spec, pong(spec, OptionalLong.empty(), 0), tools);
    }

    /**
     * The node is up, or still is: answers for it, if nobody else does.
     *
     * @return whether it does
     */
    boolean join(NodeSpec spec, OptionalLong pid, long sinceMillis) {
        try {
            if (lock.isEmpty()) {
                lock = LockFile.tryAcquire(home.directories().providerLock(name));
                answersSinceMillis = System.currentTimeMillis();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "event=provider-lock node=" + name, e);
        }
        IncMessage.Pong now = pong(spec, pid, Math.max(sinceMillis, answersSinceMillis));
        calls.describe(spec, now);
        if (lock.isEmpty()) {
            return false;
        }
        pong = Optional.of(now);
        if (mailbox.isEmpty() || !process.equals(pid)) {
            mailbox.ifPresent(Cast::close);
            mailbox = Optional.of(sit(pid));
            process = pid;
        }
        return true;
    }

    private Cast sit(OptionalLong pid) {
        String namespace = Mailbox.of(name.text());
        return pid.isPresent()
                ? bus.answerFor(pid.getAsLong(), namespace, this::heard)
                : bus.join(namespace, this::heard);
    }

    /** The node is not up any more. What it was called for is done to its end. */
    void leave() {
        pong = Optional.empty();
        mailbox.ifPresent(Cast::close);
        mailbox = Optional.empty();
        lock.ifPresent(held -> {
            try {
                held.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "event=provider-lock node=" + name, e);
            }
        });
        lock = Optional.empty();
    }

    /** It leaves, and what it was called for ends now. */
    void end() {
        leave();
        calls.abandon();
    }

    /** Whether it is this node's, and is at work for it. Any thread. */
    boolean isBusyFor(NodeName node) {
        return name.equals(node) && calls.isBusy();
    }

    /** Bus thread. */
    void asked(IncMessage.Ping ping) {
        pong.filter(now -> ping.asks(name.text()))
                .ifPresent(now -> letters.send(
                        ping.name(),
                        MessageCodec.encode(new IncMessage.Pong(
                                now.name(),
                                now.pid(),
                                ping.id(),
                                now.version(),
                                now.startedMillis(),
                                now.state(),
                                now.functions(),
                                now.requires(),
                                now.ports()))));
    }

    /** Bus thread. */
    private void heard(byte[] json) {
        IncMessage message = MessageCodec.decode(json).orElse(null);
        if (message instanceof IncMessage.Call call && isForUs(call)) {
            calls.take(call);
        } else if (message instanceof IncMessage.Cancel cancel) {
            calls.cancel(cancel);
        }
    }

    private boolean isForUs(IncMessage.Call call) {
        Address target = Address.of(call.target().orElse(name.text()));
        OptionalLong pid = pong.map(IncMessage.Pong::pid).orElse(OptionalLong.empty());
        return target.means(name.text(), ProcessHandle.current().pid())
                || (pid.isPresent() && target.means(name.text(), pid.getAsLong()));
    }

    private static IncMessage.Pong pong(NodeSpec spec, OptionalLong pid, long sinceMillis) {
        List<String> requires = spec.dependencies().stream()
                .filter(dependency -> dependency.kind() == Dependency.Kind.REQUIRES)
                .map(dependency -> dependency.target().text())
                .toList();
        return new IncMessage.Pong(
                Optional.of(spec.name().text()),
                pid,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(sinceMillis),
                Optional.of("ready"),
                spec.provides().keySet().stream().sorted().toList(),
                requires,
                ports(spec));
    }

    /** Those that its probes ask. */
    private static Map<String, Integer> ports(NodeSpec spec) {
        Map<String, Integer> ports = new HashMap<>();
        for (Probe probe : spec.ready().probes()) {
            if (probe instanceof Probe.Tcp tcp) {
                ports.putIfAbsent("tcp", tcp.port());
            } else if (probe instanceof Probe.Udp udp) {
                ports.putIfAbsent("udp", udp.port());
            } else if (probe instanceof Probe.Http http && http.url().getPort() > 0) {
                ports.putIfAbsent("http", http.url().getPort());
            }
        }
        return ports;
    }
}
