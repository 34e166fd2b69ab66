package network.ara.up.manifest;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.ara.up.model.RestartPolicy;
import network.ara.up.model.RestartPolicy.Backoff;
import network.ara.up.model.RestartPolicy.Limit;
import network.ara.up.model.RestartPolicy.Mode;

/** {@code restart}: a word, or a map of {@code on}, {@code backoff} and {@code limit}. */
final class RestartShape {

    private static final class Draft {
        private Mode mode;
        private Backoff backoff;
        private Limit limit;

        Draft(RestartPolicy before) {
            mode = before.mode();
            backoff = before.backoff();
            limit = before.limit();
        }

        RestartPolicy policy() {
            return new RestartPolicy(mode, backoff, limit);
        }
    }

    private static final class BackoffDraft {
        private Duration initial;
        private double factor;
        private Duration max;
        private double jitter;

        BackoffDraft(Backoff before) {
            initial = before.initial();
            factor = before.factor();
            max = before.max();
            jitter = before.jitter();
        }

        Backoff backoff() {
            return new Backoff(initial, factor, max, jitter);
        }
    }

    private static final int MAX_FACTOR = 100;
    private static final String LIMIT_WORDS = "a count and a time such as 5 in 30s";
    private static final Pattern LIMIT = Pattern.compile("(\\d{1,6})\\s+in\\s+(\\d{1,6})(s|m|h)");
    private static final Shape<Mode> MODE = Shapes.word(Mode.class, Mode::word);
    private static final Shape<Double> FACTOR = Shapes.number(1, MAX_FACTOR, "a number from 1 to " + MAX_FACTOR);
    private static final Shape<Double> SHARE = Shapes.number(0, 1, "a number from 0 to 1");

    static final Section<BackoffDraft> BACKOFF = Section.of(List.of(
            Key.<BackoffDraft, Duration>of(
                            "initial", Shapes.DURATION_OR_ZERO, "before the second restart", (d, it) -> d.initial = it)
                    .byDefault("250ms"),
            Key.<BackoffDraft, Double>of("factor", FACTOR, "by which each pause grows", (d, it) -> d.factor = it)
                    .byDefault("2"),
            Key.<BackoffDraft, Duration>of("max", Shapes.DURATION_OR_ZERO, "the longest pause", (d, it) -> d.max = it)
                    .byDefault("30s"),
            Key.<BackoffDraft, Double>of(
                            "jitter", SHARE, "the share by which each pause varies", (d, it) -> d.jitter = it)
                    .byDefault("0.1")));

    private static final Patch<Backoff> BACKOFF_PATCH = Patch.section(BACKOFF, BackoffDraft::new, BackoffDraft::backoff)
            .then((backoff, value) -> backoff.initial().compareTo(backoff.max()) <= 0
                    ? Optional.of(backoff)
                    : value.fail("'restart.backoff' begins above its 'max'", "raise 'max' or lower 'initial'"));

    private static final Shape<Limit> LIMIT_SHAPE =
            Shape.parsed(LIMIT_WORDS, Schema.matching(LIMIT.pattern(), LIMIT_WORDS), RestartShape::limit);

    static final Section<Draft> SECTION = Section.of(List.of(
            Key.<Draft, Mode>of("on", MODE, "which ends are followed by a restart", (d, it) -> d.mode = it)
                    .byDefault("on-failure"),
            Key.<Draft, Backoff>of(
                    "backoff", BACKOFF_PATCH, "the pause before a restart", d -> d.backoff, (d, it) -> d.backoff = it),
            Key.<Draft, Limit>of(
                            "limit", LIMIT_SHAPE, "more restarts than that, and it failed", (d, it) -> d.limit = it)
                    .byDefault(RestartPolicy.DEFAULT.limit().toString())));

    static final Patch<RestartPolicy> RESTART = Patch.section(SECTION, Draft::new, Draft::policy)
            .or(
                    MODE.expects() + ", or a map of 'on', 'backoff' and 'limit'",
                    MODE.schema(),
                    (before, value) ->
                            MODE.decode(value).map(mode -> new RestartPolicy(mode, before.backoff(), before.limit())));

    private RestartShape() {}

    private static Optional<Limit> limit(String text) {
        Matcher matcher = LIMIT.matcher(text);
        if (!matcher.matches() || matcher.group(2).matches("0+")) {
            return Optional.empty();
        }
        Duration window =
                Duration.parse("PT" + matcher.group(2) + matcher.group(3).toUpperCase(Locale.ROOT));
        return Optional.of(new Limit(Integer.parseInt(matcher.group(1)), window));
    }
}
