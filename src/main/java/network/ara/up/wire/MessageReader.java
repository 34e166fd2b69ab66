package network.ara.up.wire;

import java.util.Optional;
import network.ara.up.wire.IncMessage.Bye;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Cancel;
import network.ara.up.wire.IncMessage.Ping;
import network.ara.up.wire.IncMessage.Pong;
import network.ara.up.wire.IncMessage.Result;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The decoding half of {@link MessageCodec}: one pass; events that are not INC's are left at their first token. */
final class MessageReader {

    private MessageReader() {}

    static Optional<IncMessage> read(byte[] message) {
        try (JsonParser parser = Json.parser(message)) {
            if (parser.nextToken() != JsonToken.START_ARRAY || parser.nextToken() != JsonToken.VALUE_STRING) {
                return Optional.empty();
            }
            Optional<IncMessage> read = switch (parser.getString()) {
                case "call" -> call(Fields.read(parser, Fields.CALL));
                case "result" -> result(Fields.read(parser, Fields.RESULT));
                case "ping" -> ping(Fields.read(parser, Fields.PING));
                case "pong" -> Optional.of(pong(Fields.read(parser, Fields.PONG)));
                case "cancel" -> cancel(Fields.read(parser, Fields.CANCEL));
                case "bye" -> bye(Fields.read(parser, Fields.BYE));
                default -> Optional.empty();
            };
            return read.isPresent() && endsHere(parser) ? read : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Elements after the payload are a listener's further arguments in localcast: no reason to refuse. */
    private static boolean endsHere(JsonParser parser) {
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            parser.nextToken();
        }
        return parser.nextToken() == null;
    }

    private static Optional<IncMessage> call(Fields fields) {
        return fields.text("method")
                .map(method -> new Call(
                        fields.text("name").orElse(""),
                        fields.id(),
                        method,
                        fields.params(),
                        fields.millis("deadline"),
                        Boolean.TRUE.equals(fields.get("idempotent")),
                        fields.text("target"),
                        Boolean.TRUE.equals(fields.get("again"))));
    }

    private static Optional<IncMessage> result(Fields fields) {
        return fields.id().map(id -> new Result(fields.text("name").orElse(""), id, outcome(fields)));
    }

    private static Outcome outcome(Fields fields) {
        @Nullable Object error = fields.get("error");
        if (error == null) {
            return new Outcome.Returned(fields.get("result"));
        }
        return Fields.failure(error);
    }

    private static Optional<IncMessage> ping(Fields fields) {
        return fields.text("name").map(name -> new Ping(name, fields.id(), fields.strings("nodes")));
    }

    private static IncMessage pong(Fields fields) {
        return new Pong(
                fields.text("name"),
                fields.number("pid"),
                fields.id(),
                fields.text("version"),
                fields.number("started"),
                fields.text("state"),
                fields.strings("functions"),
                fields.strings("requires"),
                fields.ports());
    }

    private static Optional<IncMessage> cancel(Fields fields) {
        return fields.id().map(id -> new Cancel(fields.text("name").orElse(""), id));
    }

    private static Optional<IncMessage> bye(Fields fields) {
        return fields.text("name").map(name -> new Bye(name, fields.number("pid")));
    }
}
