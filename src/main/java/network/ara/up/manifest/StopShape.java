package network.ara.up.manifest;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import network.ara.up.model.FunctionCall;
import network.ara.up.model.StopPolicy;
import network.ara.up.model.StopPolicy.Request;
import network.ara.up.model.Suggestion;

/** {@code stop}: a signal, or a map of {@code signal}, {@code timeout}, and {@code command} or {@code call}. */
final class StopShape {

    private static final class Draft {
        private String signal;
        private Duration timeout;
        private Optional<Request> request;

        Draft(StopPolicy before) {
            signal = before.signal();
            timeout = before.timeout();
            request = before.request();
        }

        void request(Request asked) {
            request = Optional.of(asked);
        }

        StopPolicy policy() {
            return new StopPolicy(signal, timeout, request);
        }
    }

    /** Those that a program may be asked to stop with. */
    private static final List<String> SIGNALS =
            List.of("ABRT", "ALRM", "HUP", "INT", "KILL", "PWR", "QUIT", "TERM", "USR1", "USR2", "WINCH");

    private static final String SIGNAL_WORDS = "a signal's name, such as SIGTERM or INT";
    private static final String PATTERN = "(SIG)?(" + String.join("|", SIGNALS) + ")";
    private static final Shape<String> SIGNAL = Shape.text(SIGNAL_WORDS)
            .then(StopShape::signal)
            .with(Schema.matching(PATTERN + "|" + PATTERN.toLowerCase(Locale.ROOT), SIGNAL_WORDS));

    static final Section<Draft> SECTION = Section.of(List.of(
            Key.<Draft, String>of("signal", SIGNAL, "to its whole process group", (d, it) -> d.signal = it)
                    .byDefault("SIGTERM"),
            Key.<Draft, Duration>of(
                            "timeout", Shapes.DURATION_OR_ZERO, "then SIGKILL to the group", (d, it) -> d.timeout = it)
                    .byDefault("10s"),
            Key.<Draft, List<String>>of(
                    "command",
                    Shapes.COMMAND,
                    "run instead of the signal, with its pid in ARA_UP_PID",
                    (d, it) -> d.request(new StopPolicy.Command(it))),
            Key.<Draft, FunctionCall>of(
                    "call",
                    Shapes.CALL,
                    "called instead of the signal: a function of the node and its arguments",
                    (d, it) -> d.request(new StopPolicy.Call(it)))));

    static final Patch<StopPolicy> STOP = Patch.section(SECTION, Draft::new, Draft::policy)
            .then(StopShape::oneRequest)
            .or(
                    "a signal's name, or a map of 'signal', 'timeout', 'command' and 'call'",
                    SIGNAL.schema(),
                    (before, value) -> SIGNAL.decode(value)
                            .map(signal -> new StopPolicy(signal, before.timeout(), before.request())));

    private StopShape() {}

    private static Optional<StopPolicy> oneRequest(StopPolicy policy, Value value) {
        List<String> given =
                value.entries().stream().map(entry -> entry.key().text()).toList();
        return given.contains("command") && given.contains("call")
                ? value.fail("'stop.command' and 'stop.call' are both given", "keep one of them")
                : Optional.of(policy);
    }

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
