package network.ara.up.core;

/** The time of the event that is being handled: the core's only clock, set once a step. */
final class Moment {

    private long nanos;

    void set(long nowNanos) {
        nanos = nowNanos;
    }

    long nanos() {
        return nanos;
    }
}
