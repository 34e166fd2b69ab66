package network.ara.up.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import network.ara.up.broker.Broker;
import network.ara.up.broker.BrokerView;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;

/**
 * Tells how long a node has had nothing to do: by the broker's word, while it leads the bus, and by that of other projects.
 * While somebody else leads, nobody here sees the calls: then no node counts as idle. The time counts from when its last
 * call was given to it, or from when it was last seen with one that had not ended.
 *
 * <p>Thread: any.
 */
final class IdleWatch {

    private static final BrokerView.OfNode NOTHING = new BrokerView.OfNode(0, 0, "", "", List.of(), "");

    private final Broker broker;
    private final ProjectHome home;
    private final Map<String, Long> usedNanos = new ConcurrentHashMap<>();
    private volatile long leadsSinceNanos = System.nanoTime();

    IdleWatch(Broker broker, ProjectHome home) {
        this.broker = broker;
        this.home = home;
    }

    /** A call to it begins or ends. */
    void used(String node) {
        usedNanos.put(node, System.nanoTime());
    }

    /** What was called before is not known. */
    void leads() {
        leadsSinceNanos = System.nanoTime();
    }

    /** How long it is not idle yet, by the calls that it was given until now; 0 or less if it may be. */
    long restMillis(NodeSpec spec) {
        long lastNanos = leadsSinceNanos;
        Long used = usedNanos.get(spec.busName().text());
        if (used != null && used - lastNanos > 0) {
            lastNanos = used;
        }
        return time(spec).minusNanos(System.nanoTime() - lastNanos).toMillis();
    }

    /** As {@link #restMillis}, once the calls that it is given are held, and all have been asked. */
    CompletableFuture<Long> look(NodeSpec spec) {
        return broker.view().orTimeout(1, TimeUnit.SECONDS).thenApplyAsync(view -> {
            BrokerView.OfNode calls = view.nodes().getOrDefault(spec.busName().text(), NOTHING);
            if (calls.running() > 0) {
                used(spec.busName().text());
            }
            boolean isBusy =
                    !view.leads() || calls.running() > 0 || calls.held() > 0 || isUsedElsewhere(spec.busName());
            return isBusy ? time(spec).toMillis() : Math.max(0, restMillis(spec));
        });
    }

    private boolean isUsedElsewhere(NodeName node) {
        try {
            return Neighbours.needs(home).containsKey(node);
        } catch (IOException e) {
            System.getLogger(IdleWatch.class.getName())
                    .log(System.Logger.Level.WARNING, "event=neighbours-not-asked", e);
            return true;
        }
    }

    static Duration time(NodeSpec spec) {
        return spec.lifecycle().idle().orElse(Duration.ofDays(1));
    }
}
