package network.ara.up.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import network.ara.up.broker.CallEvent.CallArrived;
import network.ara.up.broker.Destination.Availability;
import network.ara.up.model.CallPolicy;
import network.ara.up.model.CallPolicy.Circuit;
import network.ara.up.model.CallPolicy.Rate;
import network.ara.up.model.CallPolicy.Rule;
import network.ara.up.wire.Mailbox;
import network.ara.up.wire.MessageId;

/**
 * A call table driven by lines of text, for scenarios and for the property test, whose failures can be pasted as scenarios.
 *
 * <pre>
 * publish dht READY instances=7,8 concurrency=1 queue=2 timeout=5s rate=2/s circuit=2 allow=web:find deny=* reason=text
 * call web dht.find #1 deadline=3s from=21 speaker=21 only=7 verified flaw=text
 * result #1 web from=7 error    cancel #1 web    came dht 7    left dht 7    died dht 7    ponged dht 7    tick
 * </pre>
 *
 * {@code +250ms} in front lets time pass before.
 */
final class CallScript {

    private static final long BEGAN_NANOS = 1_000_000_000_000L;

    final CallTable table;
    final Figures figures = new Figures();
    long nowNanos = BEGAN_NANOS;

    private final Map<String, Destination> destinations = new LinkedHashMap<>();
    private final Map<Object, String> names = new HashMap<>();

    CallScript(boolean leads) {
        table = new CallTable(leads, figures, nowNanos - 2 * Callees.GRACE_NANOS);
    }

    List<CallEffect> step(String line) {
        List<String> words = new ArrayList<>(Arrays.asList(line.strip().split("\\s+")));
        if (words.get(0).startsWith("+")) {
            nowNanos += millis(words.remove(0).substring(1)).toNanos();
        }
        return table.step(nowNanos, event(words));
    }

    private CallEvent event(List<String> words) {
        return switch (words.get(0)) {
            case "publish" -> publish(words);
            case "withdraw" -> withdraw(words.get(1));
            case "call" -> call(words);
            case "result" ->
                new CallEvent.ResultArrived(
                        key(words.get(2), words.get(1)),
                        Long.parseLong(option(words, "from").orElse("0")),
                        words.contains("error") ? OptionalInt.of(-32603) : OptionalInt.empty());
            case "cancel" -> new CallEvent.CancelArrived(key(words.get(2), words.get(1)));
            case "came" -> new CallEvent.Came(mailbox(words.get(1)), Long.parseLong(words.get(2)));
            case "left" -> new CallEvent.Left(mailbox(words.get(1)), Long.parseLong(words.get(2)));
            case "died" -> new CallEvent.Died(mailbox(words.get(1)), Long.parseLong(words.get(2)));
            case "ponged" -> new CallEvent.Ponged(mailbox(words.get(1)), Long.parseLong(words.get(2)));
            case "tick" -> new CallEvent.Ticked();
            default -> throw new IllegalArgumentException("no such event: " + words);
        };
    }

    private CallEvent publish(List<String> words) {
        String name = words.get(1);
        List<Long> instances = option(words, "instances").stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(Long::valueOf)
                .toList();
        String node = option(words, "node").orElse(name);
        String reason = option(words, "reason").orElse("").replace('_', ' ');
        destinations.put(
                name, new Destination(node, Availability.valueOf(words.get(2)), policy(words), instances, reason));
        return published();
    }

    private CallEvent withdraw(String name) {
        destinations.remove(name);
        return published();
    }

    private CallEvent published() {
        return new CallEvent.Published(new Routes(new RoutingTable(destinations, Map.of())));
    }

    private static CallPolicy policy(List<String> words) {
        return new CallPolicy(
                option(words, "allow").map(CallScript::rules).orElse(List.of()),
                option(words, "deny").map(CallScript::rules).orElse(List.of()),
                option(words, "timeout").map(CallScript::millis).orElse(Duration.ofSeconds(5)),
                Integer.parseInt(option(words, "queue").orElse("1000")),
                Integer.parseInt(option(words, "concurrency").orElse("0")),
                option(words, "rate")
                        .map(text -> new Rate(Integer.parseInt(text.replace("/s", "")), Duration.ofSeconds(1))),
                option(words, "circuit").map(text -> new Circuit(Integer.parseInt(text), Duration.ZERO)));
    }

    private static List<Rule> rules(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(rule -> rule.split(":", 2))
                .map(rule -> new Rule(rule[0], List.of(rule.length > 1 ? rule[1] : "*")))
                .toList();
    }

    private CallEvent call(List<String> words) {
        String caller = words.get(1);
        String[] callee = words.get(2).split("\\.", 2);
        Optional<CallKey> key = words.size() > 3 && words.get(3).startsWith("#")
                ? Optional.of(key(caller, words.get(3)))
                : Optional.empty();
        long from = Long.parseLong(option(words, "from").orElse("0"));
        String text = String.join(" ", words);
        return new CallArrived(
                key,
                new CallerIdentity(caller, words.contains("verified")),
                option(words, "flaw").orElse("").replace('_', ' '),
                caller,
                mailbox(callee[0]),
                option(words, "only").map(Long::valueOf),
                words.contains("again"),
                callee[1],
                option(words, "deadline").map(CallScript::millis),
                from,
                Long.parseLong(option(words, "speaker").orElse("0")),
                () -> text.getBytes(UTF_8));
    }

    private static Optional<String> option(List<String> words, String name) {
        return words.stream()
                .filter(word -> word.startsWith(name + "="))
                .map(word -> word.substring(name.length() + 1))
                .findFirst();
    }

    private CallKey key(String caller, String id) {
        return new CallKey(mailbox(caller), MessageId.of(id.substring(1)));
    }

    private Object mailbox(String name) {
        Object mailbox = Mailbox.of(name);
        names.put(mailbox, name);
        return mailbox;
    }

    String name(Object mailbox) {
        return Objects.requireNonNull(names.get(mailbox));
    }

    private static Duration millis(String text) {
        return Duration.parse("PT" + (text.endsWith("ms") ? seconds(text) : text.toUpperCase(java.util.Locale.ROOT)));
    }

    private static String seconds(String millis) {
        return Long.parseLong(millis.replace("ms", "")) / 1000.0 + "S";
    }

    /** One line. */
    String text(CallEffect effect) {
        if (effect instanceof CallEffect.Deliver deliver) {
            return "deliver %s to %s %s"
                    .formatted(deliver.call(), name(deliver.mailbox()), instance(deliver.instance()));
        } else if (effect instanceof CallEffect.DeliverCancel cancel) {
            return "deliver cancel of %s to %s %s"
                    .formatted(cancel.call(), name(cancel.mailbox()), instance(cancel.instance()));
        } else if (effect instanceof CallEffect.Answer answer) {
            return "answer #%s of %s %s: %s%s%s"
                    .formatted(
                            answer.key().id(),
                            name(answer.key().mailbox()),
                            answer.code(),
                            answer.message(),
                            answer.to() == 0 ? "" : " (to " + answer.to() + " only)",
                            answer.cycle().isEmpty() ? "" : " " + answer.cycle());
        } else if (effect instanceof CallEffect.Pass) {
            return "pass";
        } else if (effect instanceof CallEffect.Refused refused) {
            return "refused " + refused.caller().name() + " " + refused.node() + "." + refused.function();
        } else if (effect instanceof CallEffect.Wanted wanted) {
            return "wanted " + wanted.node();
        } else if (effect instanceof CallEffect.Noticed noticed) {
            return "noticed " + noticed.node() + ": " + noticed.what();
        }
        return "called " + ((CallEffect.Called) effect).node();
    }

    private static String instance(long instance) {
        return instance == 0 ? "all" : "" + instance;
    }
}
