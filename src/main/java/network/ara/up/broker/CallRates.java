package network.ara.up.broker;

import java.util.LinkedHashMap;
import java.util.Map;
import network.ara.up.model.CallPolicy.Rate;

/** A bucket of tokens for each caller of a node; the one that was not used for longest goes first beyond 1000. */
final class CallRates {

    private static final int MOST = 1000;

    private static final class Bucket {
        double tokens;
        long atNanos;
    }

    private final Rate rate;
    private final Map<Object, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Bucket> eldest) {
            return size() > MOST;
        }
    };

    CallRates(Rate rate) {
        this.rate = rate;
    }

    /** Whether one more call of this caller is within the rate. */
    boolean take(Object source, long nowNanos) {
        Bucket bucket = buckets.computeIfAbsent(source, key -> {
            Bucket full = new Bucket();
            full.tokens = rate.calls();
            full.atNanos = nowNanos;
            return full;
        });
        double refill = (nowNanos - bucket.atNanos)
                * (double) rate.calls()
                / rate.period().toNanos();
        bucket.tokens = Math.min(rate.calls(), bucket.tokens + refill);
        bucket.atNanos = nowNanos;
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens--;
        return true;
    }
}
