package network.ara.up.runtime;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import network.ara.up.core.Effect;
import network.ara.up.core.Event;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;

/**
 * Finds out whether a node has anything to do. Its calls wait until it is known: none is given to a node that is about to stop.
 *
 * <p>Thread: the loop's.
 */
final class IdleLooks {

    private final IdleWatch watch;
    private final Equipment equipment;
    private final Routes routes;
    private final Optional<Providers> providers;

    /** The names on the bus of which it is being found out. */
    private final Set<NodeName> open = new HashSet<>();

    IdleLooks(IdleWatch watch, Equipment equipment, Routes routes, Optional<Providers> providers) {
        this.watch = watch;
        this.equipment = equipment;
        this.routes = routes;
        this.providers = providers;
    }

    /**
     * Where its calls until now do not tell already that it is in use, the broker and other projects are asked.
     *
     * @param loop runs what it is given on the loop's thread
     * @param told what was found; on the loop's thread
     */
    void begin(Effect.LookWhetherIdle effect, Executor loop, Consumer<Event> told) {
        NodeSpec spec = equipment.spec(effect.node());
        long rest = open.contains(spec.busName()) ? IdleWatch.time(spec).toMillis() : watch.restMillis(spec);
        if (rest > 0) {
            loop.execute(() -> told.accept(looked(effect, rest)));
            return;
        }
        open.add(spec.busName());
        routes.hold(instances(spec.busName()));
        var unused = watch.look(spec)
                .whenComplete((restMillis, failure) -> loop.execute(() -> {
                    boolean isBusy = failure != null || isProvidedAndBusy(effect.node());
                    told.accept(looked(effect, isBusy ? IdleWatch.time(spec).toMillis() : restMillis));
                    open.remove(spec.busName());
                    routes.release(instances(spec.busName()));
                }));
    }

    private static Event looked(Effect.LookWhetherIdle effect, long restMillis) {
        return new Event.IdleLooked(effect.node(), effect.generation(), restMillis);
    }

    private boolean isProvidedAndBusy(NodeName node) {
        return providers.filter(all -> all.isBusy(node)).isPresent();
    }

    private List<NodeSpec> instances(NodeName busName) {
        return equipment.specs().values().stream()
                .filter(spec -> spec.busName().equals(busName))
                .toList();
    }
}
