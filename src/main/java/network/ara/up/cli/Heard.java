package network.ara.up.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Json;
import network.ara.up.wire.MessageCodec;
import org.jspecify.annotations.Nullable;

/**
 * A message as it passed.
 *
 * @param nanos when, monotonic
 * @param to whose mailbox it was in; empty where everybody is asked
 * @param event its name, empty where it is no localcast message
 * @param message what it says, if it is INC
 * @param text the whole of it, a JSON array
 * @param bytes how long it is on the bus
 */
record Heard(Instant time, long nanos, String to, String event, Optional<IncMessage> message, String text, int bytes) {

    static Heard of(String to, byte[] text) {
        Optional<IncMessage> message = MessageCodec.decode(text);
        String event = message.map(Heard::word).orElseGet(() -> event(new String(text, UTF_8)));
        return new Heard(Instant.now(), System.nanoTime(), to, event, message, new String(text, UTF_8), text.length);
    }

    private static String word(IncMessage message) {
        return message.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String event(String text) {
        List<?> elements = elements(text);
        return !elements.isEmpty() && elements.get(0) instanceof String word ? word : "";
    }

    private static List<?> elements(String text) {
        try {
            return Json.parse(text) instanceof List<?> list ? list : List.of();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Who sent it, as it claims; empty where it does not say. */
    String from() {
        IncMessage known = message.orElse(null);
        if (known instanceof IncMessage.Call call) {
            return call.name();
        } else if (known instanceof IncMessage.Result result) {
            return result.name();
        } else if (known instanceof IncMessage.Cancel cancel) {
            return cancel.name();
        } else if (known instanceof IncMessage.Ping ping) {
            return ping.name();
        } else if (known instanceof IncMessage.Bye bye) {
            return bye.name();
        }
        return known instanceof IncMessage.Pong pong ? pong.name().orElse("") : "";
    }

    boolean isOf(String node) {
        return to.equals(node) || from().equals(node);
    }

    /** All that follows the event's name. */
    @Nullable
    Object payload() {
        List<?> elements = elements(text);
        return elements.size() == 2 ? elements.get(1) : elements.subList(Math.min(1, elements.size()), elements.size());
    }
}
