package network.ara.up.wire;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import network.ara.up.wire.IncMessage.Bye;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Cancel;
import network.ara.up.wire.IncMessage.Ping;
import network.ara.up.wire.IncMessage.Pong;
import network.ara.up.wire.IncMessage.Result;
import tools.jackson.core.JsonGenerator;

/** The encoding half of {@link MessageCodec}: fields that say nothing are left out. */
final class MessageWriter {

    private MessageWriter() {}

    static void write(JsonGenerator out, IncMessage message) {
        out.writeStartArray();
        if (message instanceof Call call) {
            call(out, call);
        } else if (message instanceof Result result) {
            result(out, result);
        } else if (message instanceof Ping ping) {
            ping(out, ping);
        } else if (message instanceof Pong pong) {
            pong(out, pong);
        } else if (message instanceof Cancel cancel) {
            start(out, "cancel", cancel.name());
            id(out, cancel.id());
        } else if (message instanceof Bye bye) {
            start(out, "bye", bye.name());
            number(out, "pid", bye.pid());
        }
        out.writeEndObject();
        out.writeEndArray();
    }

    private static void start(JsonGenerator out, String event, String name) {
        out.writeString(event);
        out.writeStartObject();
        if (!name.isEmpty()) {
            out.writeStringProperty("name", name);
        }
    }

    private static void call(JsonGenerator out, Call call) {
        start(out, "call", call.name());
        text(out, "target", call.target());
        call.id().ifPresent(id -> id(out, id));
        out.writeStringProperty("method", call.method());
        out.writeName("params");
        Json.write(out, call.params());
        call.deadline().ifPresent(left -> out.writeNumberProperty("deadline", left.toMillis()));
        if (call.idempotent()) {
            out.writeBooleanProperty("idempotent", true);
        }
        if (call.again()) {
            out.writeBooleanProperty("again", true);
        }
    }

    private static void result(JsonGenerator out, Result result) {
        start(out, "result", result.name());
        id(out, result.id());
        if (result.outcome() instanceof Outcome.Returned returned) {
            out.writeName("result");
            Json.write(out, returned.value());
        } else if (result.outcome() instanceof Outcome.Failed failed) {
            out.writeName("error");
            out.writeStartObject();
            out.writeNumberProperty("code", failed.code());
            out.writeStringProperty("message", failed.message());
            if (failed.data() != null) {
                out.writeName("data");
                Json.write(out, failed.data());
            }
            out.writeEndObject();
        }
    }

    private static void ping(JsonGenerator out, Ping ping) {
        start(out, "ping", ping.name());
        ping.id().ifPresent(id -> id(out, id));
        strings(out, "nodes", ping.nodes());
    }

    private static void pong(JsonGenerator out, Pong pong) {
        start(out, "pong", pong.name().orElse(""));
        number(out, "pid", pong.pid());
        pong.id().ifPresent(id -> id(out, id));
        text(out, "version", pong.version());
        number(out, "started", pong.startedMillis());
        text(out, "state", pong.state());
        strings(out, "functions", pong.functions());
        strings(out, "requires", pong.requires());
        if (!pong.ports().isEmpty()) {
            out.writeName("ports");
            Json.write(out, pong.ports());
        }
    }

    private static void id(JsonGenerator out, MessageId id) {
        out.writeName("id");
        Json.write(out, id.value());
    }

    private static void text(JsonGenerator out, String field, Optional<String> text) {
        text.ifPresent(value -> out.writeStringProperty(field, value));
    }

    private static void number(JsonGenerator out, String field, OptionalLong number) {
        number.ifPresent(value -> out.writeNumberProperty(field, value));
    }

    private static void strings(JsonGenerator out, String field, Collection<String> strings) {
        if (!strings.isEmpty()) {
            out.writeName(field);
            Json.write(out, strings);
        }
    }
}
