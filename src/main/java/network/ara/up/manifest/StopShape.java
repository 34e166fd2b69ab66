package network.ara.up.manifest;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import network.ara.up.model.StopPolicy;
import network.ara.up.model.Suggestion;

/** {@code stop}: a signal, or a map of {@code signal} and {@code timeout}. */
final class StopShape {

    private static final class Draft {
        private String signal = StopPolicy.DEFAULT.signal();
        private Duration timeout = StopPolicy.DEFAULT.timeout();

        StopPolicy policy() {
            return new StopPolicy(signal, timeout, Optional.empty());
        }
    }

    /** Those that a program may be asked to stop with. */
    private static final List<String> SIGNALS =
            List.of("ABRT", "ALRM", "HUP", "INT", "KILL", "PWR", "QUIT", "TERM", "USR1", "USR2", "WINCH");

    private static final String SIGNAL_WORDS = "a signal's name, such as SIGTERM or INT";

    private static final Shape<String> SIGNAL =
            new Shape<>(SIGNAL_WORDS, value -> value.text(SIGNAL_WORDS).flatMap(text -> signal(text, value)));

    static final Section<Draft> SECTION = Section.of(List.of(
            Key.<Draft, String>of("signal", SIGNAL, "to its whole process group", (d, it) -> d.signal = it)
                    .byDefault("SIGTERM"),
            Key.<Draft, Duration>of(
                            "timeout", Shapes.DURATION_OR_ZERO, "then SIGKILL to the group", (d, it) -> d.timeout = it)
                    .byDefault("10s"),
            Key.<Draft>planned("command", "run instead of the signal"),
            Key.<Draft>planned("call", "called instead of the signal")));

    private static final Shape<StopPolicy> MAP =
            Shape.section(SECTION, Draft::new).map(Draft::policy);

    private static final Shape<StopPolicy> WORD =
            SIGNAL.map(signal -> new StopPolicy(signal, StopPolicy.DEFAULT.timeout(), Optional.empty()));

    static final Shape<StopPolicy> STOP =
            Shape.either(WORD, MAP, "a signal's name, or a map of 'signal' and 'timeout'");

    private StopShape() {}

    private static Optional<String> signal(String text, Value value) {
        String upper = text.toUpperCase(Locale.ROOT);
        String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
        if (SIGNALS.contains(name)) {
            return Optional.of(name);
        }
        String fix = Suggestion.nearest(name, SIGNALS)
                .map(nearest -> "did you mean 'SIG" + nearest + "'?")
                .orElse("use one of " + String.join(", ", SIGNALS));
        return value.fail("'" + text + "' is not the name of a signal that stops a node", fix);
    }
}
