package network.ara.up.core;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import network.ara.up.core.Effect.Notice;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.NodeState;

/** What is so about one node at this moment, and the orders that are given in its name. */
final class NodeStatus {

    private final Moment now;
    private final Effects effects;
    private final Runnable onChange;

    private NodeSpec spec;
    private NodeState state = NodeState.ABSENT;
    private String reason = "";
    private long sinceNanos;
    private Origin origin = Origin.NONE;
    private OptionalLong pid = OptionalLong.empty();
    private int generation;
    private long startedNanos;
    private Optional<Duration> readyAfter = Optional.empty();
    private boolean answered;
    private boolean retired;

    NodeStatus(NodeSpec spec, int generation, Moment now, Effects effects, Runnable onChange) {
        this.spec = spec;
        this.generation = generation;
        this.now = now;
        this.effects = effects;
        this.onChange = onChange;
    }

    NodeSpec spec() {
        return spec;
    }

    /** For what is decided from now on. */
    void describe(NodeSpec newSpec) {
        spec = newSpec;
        onChange.run();
    }

    /** Something that the others go by is otherwise. */
    void changed() {
        onChange.run();
    }

    NodeName name() {
        return spec.name();
    }

    long nowNanos() {
        return now.nanos();
    }

    NodeState state() {
        return state;
    }

    boolean is(NodeState other) {
        return state == other;
    }

    /** Whether it can do its work, and is to go on. */
    boolean isUp() {
        return (is(NodeState.READY) || is(NodeState.UNREADY)) && !retired;
    }

    /** Why it is in its state, where that needs a reason. */
    String reason() {
        return reason;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    Origin origin() {
        return origin;
    }

    OptionalLong pid() {
        return pid;
    }

    int generation() {
        return generation;
    }

    /** Whether it is not to be started any more, nor started again. */
    boolean isRetired() {
        return retired;
    }

    void retire() {
        retired = true;
    }

    void unretire() {
        retired = false;
    }

    /** From the order to start, or from the adoption, until now. */
    Duration age() {
        return Duration.ofNanos(now.nanos() - startedNanos);
    }

    Optional<Duration> readyAfter() {
        return readyAfter;
    }

    void isReadyAfter(Duration time) {
        readyAfter = Optional.of(time);
    }

    /** Whether this incarnation has answered. */
    boolean hasAnswered() {
        return answered;
    }

    void answered() {
        answered = true;
    }

    void become(NodeState next, String why) {
        reason = why;
        if (state != next) {
            state = next;
            sinceNanos = now.nanos();
            onChange.run();
        }
    }

    /** Another incarnation: results of the one before count no more. */
    void begin(Origin newOrigin, OptionalLong newPid) {
        generation++;
        origin = newOrigin;
        pid = newPid;
        startedNanos = now.nanos();
        readyAfter = Optional.empty();
        answered = false;
    }

    void hasPid(long newPid) {
        pid = OptionalLong.of(newPid);
    }

    void hasNoProcess() {
        pid = OptionalLong.empty();
    }

    /** Its process has ended, and nobody is to look for it. */
    void gone() {
        hasNoProcess();
        order(new Effect.Forget(name()));
        onChange.run();
    }

    void isNobodys() {
        origin = Origin.NONE;
    }

    void order(Effect effect) {
        effects.add(effect);
    }

    void ping() {
        effects.ping(name());
    }

    void report(Notice notice, String detail) {
        effects.report(name(), notice, detail);
    }

    void arm(Timer.Kind kind, Duration delay) {
        effects.arm(new Timer(name(), kind, generation), delay);
    }

    void cancel(Timer.Kind kind) {
        effects.cancel(new Timer(name(), kind, generation));
    }

    /** To its whole group, if it has a process. */
    void signal(String signal) {
        pid.ifPresent(running -> order(new Effect.Signal(name(), generation, running, signal)));
    }

    void fail(String why) {
        report(Notice.FAILED, why);
        order(new Effect.EndStart(name()));
        become(NodeState.FAILED, why);
    }
}
