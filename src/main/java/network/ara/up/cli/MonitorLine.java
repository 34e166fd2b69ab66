package network.ara.up.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import network.ara.up.wire.IncMessage;
import network.ara.up.wire.Json;
import network.ara.up.wire.MessageId;
import network.ara.up.wire.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Messages as {@code bus monitor} shows them. It remembers the latest calls, so that a result can tell which function it
 * is of and how long that took.
 *
 * <p>Thread: one at a time.
 */
final class MonitorLine {

    private static final int MOST_CALLS = 10_000;
    private static final DateTimeFormatter TIME_OF_DAY =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private record CallKey(String caller, MessageId id) {}

    private record OpenCall(String callee, String function, long nanos) {}

    private final boolean showsPayload;
    private final Map<CallKey, OpenCall> calls = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CallKey, OpenCall> eldest) {
            return size() > MOST_CALLS;
        }
    };

    /** @param showsPayload whether parameters, results and texts of errors are shown: they may be secret */
    MonitorLine(boolean showsPayload) {
        this.showsPayload = showsPayload;
    }

    /** For people or, an object a line, for programs. */
    String of(Heard heard, OutputFormat format) {
        Map<String, @Nullable Object> fields = fields(heard);
        return format == OutputFormat.JSON ? Json.text(fields) : text(heard, fields);
    }

    private String text(Heard heard, Map<String, @Nullable Object> fields) {
        StringBuilder line = new StringBuilder(TIME_OF_DAY.format(heard.time()));
        line.append("  ").append(or(fields.get("from"), "?")).append(" -> ").append(or(fields.get("to"), "all"));
        line.append("  ").append(or(fields.get("event"), "?"));
        append(line, " ", fields.get("function"));
        append(line, "  #", fields.get("id"));
        append(line, "  error ", fields.get("error"));
        if (fields.get("millis") instanceof Double millis) {
            line.append("  ").append(CallRow.millis(millis));
        }
        line.append("  ").append(heard.bytes()).append(" B");
        if (showsPayload) {
            line.append("  ").append(Json.text(fields.get("payload")));
        }
        return line.toString();
    }

    private static String or(@Nullable Object value, String otherwise) {
        return value == null || value.equals("") ? otherwise : String.valueOf(value);
    }

    private static void append(StringBuilder line, String before, @Nullable Object value) {
        if (value != null) {
            line.append(before).append(value);
        }
    }

    private Map<String, @Nullable Object> fields(Heard heard) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("time", heard.time().toString());
        fields.put("from", heard.from());
        fields.put("to", heard.to());
        fields.put("event", heard.event());
        heard.message().ifPresent(message -> detail(heard, message, fields));
        fields.put("bytes", heard.bytes());
        if (showsPayload) {
            fields.put("payload", heard.payload());
        }
        return fields;
    }

    private void detail(Heard heard, IncMessage message, Map<String, @Nullable Object> fields) {
        if (message instanceof IncMessage.Call call) {
            fields.put("function", call.method());
            call.id().ifPresent(id -> {
                fields.put("id", id.value());
                calls.put(new CallKey(call.name(), id), new OpenCall(heard.to(), call.method(), heard.nanos()));
            });
        } else if (message instanceof IncMessage.Result result) {
            fields.put("id", result.id().value());
            Optional.ofNullable(calls.remove(new CallKey(heard.to(), result.id())))
                    .ifPresent(call -> ended(call, heard, fields));
            if (result.outcome() instanceof Outcome.Failed failed) {
                fields.put("error", failed.code());
            }
        } else if (message instanceof IncMessage.Cancel cancel) {
            fields.put("id", cancel.id().value());
        }
    }

    private static void ended(OpenCall call, Heard heard, Map<String, @Nullable Object> fields) {
        if (heard.from().isEmpty()) {
            fields.put("from", call.callee());
        }
        fields.put("function", call.function());
        fields.put("millis", Duration.ofNanos(heard.nanos() - call.nanos()).toNanos() / 1e6);
    }
}
