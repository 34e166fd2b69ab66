package network.ara.up.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Json;
import network.ara.up.wire.Outcome;

/** How calls that were made again ended, next to how they had ended. */
record ReplaySummary(List<End> ends) {

    /**
     * A call that was made.
     *
     * @param before how it ended when it was recorded, empty where that was not heard
     */
    record Call(Recorded recorded, IncMessage.Call call, Optional<Outcome> before, CompletableFuture<Outcome> now) {}

    /** How one ended. */
    record End(Call call, Outcome now, Verdict verdict) {}

    /** What the comparison says. */
    enum Verdict {
        SAME("the same"),
        DIFFERENT("different"),
        /** It did not run, or nobody knows; and it had run. */
        FAILED("failed"),
        UNKNOWN("of an end that was not recorded");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }
    }

    /** What a node does not say, but the way to it. */
    private static final Set<ErrorCode> NOT_DELIVERED = Set.of(
            ErrorCode.NOT_RUNNING,
            ErrorCode.TIMED_OUT,
            ErrorCode.REFUSED,
            ErrorCode.OVERLOADED,
            ErrorCode.OUTCOME_UNKNOWN);

    ReplaySummary {
        ends = List.copyOf(ends);
    }

    /** Waits for all. Each ends, by its deadline. */
    static ReplaySummary of(List<Call> calls) {
        List<End> ends = new ArrayList<>();
        for (Call call : calls) {
            Outcome now = call.now().join();
            ends.add(new End(call, now, verdict(call.before(), now)));
        }
        return new ReplaySummary(ends);
    }

    static Verdict verdict(Optional<Outcome> before, Outcome now) {
        if (before.isEmpty()) {
            return Verdict.UNKNOWN;
        } else if (isSame(before.get(), now)) {
            return Verdict.SAME;
        }
        boolean isLost = now instanceof Outcome.Failed failed
                && ErrorCode.of(failed.code()).filter(NOT_DELIVERED::contains).isPresent();
        return isLost ? Verdict.FAILED : Verdict.DIFFERENT;
    }

    /** Two errors with one code are the same: their texts are for people, and may have times in them. */
    private static boolean isSame(Outcome one, Outcome other) {
        if (one instanceof Outcome.Failed failed) {
            return other instanceof Outcome.Failed now && failed.code() == now.code();
        }
        return one instanceof Outcome.Returned before
                && other instanceof Outcome.Returned now
                && Objects.equals(before.value(), now.value());
    }

    boolean isAllSame() {
        return ends.stream().allMatch(end -> end.verdict() == Verdict.SAME || end.verdict() == Verdict.UNKNOWN);
    }

    /** One line. */
    String text() {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        ends.forEach(end -> counts.merge(end.verdict(), 1, Integer::sum));
        StringBuilder text = new StringBuilder(ends.size() + " calls");
        counts.forEach((verdict, count) -> text.append(text.indexOf(":") < 0 ? ": " : ", ")
                .append(count)
                .append(' ')
                .append(verdict.words));
        return text.toString();
    }

    /**
     * A line for each that is not the same.
     *
     * @param values whether results are shown
     */
    List<String> differences(Path file, boolean values) {
        return ends.stream()
                .filter(end -> end.verdict() == Verdict.DIFFERENT || end.verdict() == Verdict.FAILED)
                .map(end -> difference(file, end, values))
                .toList();
    }

    private static String difference(Path file, End end, boolean values) {
        Call call = end.call();
        String what = file + ":" + call.recorded().line() + ": "
                + call.recorded().to() + "." + call.call().method() + ": " + end.verdict().words;
        return what + ": it "
                + call.before().map(before -> words(before, values)).orElse("") + ", and now "
                + words(end.now(), values);
    }

    private static String words(Outcome outcome, boolean values) {
        if (outcome instanceof Outcome.Failed failed) {
            return "failed with " + failed.code() + (values ? " (" + failed.message() + ")" : "");
        }
        return "returned"
                + (values && outcome instanceof Outcome.Returned now ? " " + Json.text(now.value()) : " a value");
    }
}
