package network.ara.up.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import network.ara.up.wire.Envelope.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a broker looks at, where the message lies: one pass, no tree. Of each field only its place is kept until the
 * message's end, because the last one of a name counts.
 *
 * <p>As lenient as {@link MessageCodec#decode}, and about the same messages. Thread: one at a time.
 */
public final class EnvelopeReader {

    private static final int NAME = 0;
    private static final int ID = 1;
    private static final int METHOD = 2;
    private static final int TARGET = 3;
    private static final int DEADLINE = 4;
    private static final int ERROR = 5;
    private static final int AGAIN = 6;
    private static final String[] FIELDS = {"name", "id", "method", "target", "deadline", "error", "again"};
    private static final int ABSENT = -1;

    private final JsonCursor cursor = new JsonCursor();

    /** By field, where its value begins. */
    private final int[] places = new int[FIELDS.length];

    /**
     * Reads one.
     *
     * @param message its bytes from {@code from} to {@code to}, which {@link MessageScan} found to be an event; in
     *     big-endian order
     * @return empty for what is no call, result or cancel
     */
    public Optional<Envelope> read(ByteBuffer message, int from, int to) {
        cursor.begin(message, from, to);
        cursor.step(); // into the array
        @Nullable Kind kind = kind();
        if (kind == null || cursor.peek() != ',') {
            return Optional.empty();
        }
        cursor.step();
        if (cursor.peek() != '{') {
            return Optional.empty();
        }
        findFields();
        return switch (kind) {
            case CALL -> call();
            case RESULT -> answered(kind, error());
            case CANCEL -> answered(kind, OptionalInt.empty());
        };
    }

    private @Nullable Kind kind() {
        if (cursor.peek() != '"') {
            return null;
        }
        cursor.readString();
        if (cursor.isString("call")) {
            return Kind.CALL;
        }
        if (cursor.isString("result")) {
            return Kind.RESULT;
        }
        return cursor.isString("cancel") ? Kind.CANCEL : null;
    }

    private void findFields() {
        Arrays.fill(places, ABSENT);
        while (cursor.nextKey()) {
            int field = field();
            if (field >= 0) {
                places[field] = cursor.place();
            }
            cursor.skipValue();
        }
    }

    private int field() {
        for (int i = 0; i < FIELDS.length; i++) {
            if (cursor.isString(FIELDS[i])) {
                return i;
            }
        }
        return -1;
    }

    private Optional<Envelope> call() {
        String method = text(METHOD);
        if (method.isEmpty()) {
            return Optional.empty();
        }
        String target = text(TARGET);
        return Optional.of(new Envelope(
                Kind.CALL,
                text(NAME),
                id(),
                method,
                target.isEmpty() ? Optional.empty() : Optional.of(target),
                comesTo(AGAIN, 't'),
                deadline(),
                OptionalInt.empty()));
    }

    private Optional<Envelope> answered(Kind kind, OptionalInt error) {
        Optional<MessageId> id = id();
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new Envelope(kind, text(NAME), id, "", Optional.empty(), false, Optional.empty(), error));
    }

    /** Empty where it is no string. */
    private String text(int field) {
        return comesTo(field, '"') ? cursor.recurringString() : "";
    }

    private Optional<MessageId> id() {
        if (comesTo(ID, '"')) {
            return Optional.of(new MessageId(cursor.string()));
        }
        @Nullable Number number = places[ID] == ABSENT ? null : cursor.number();
        return number == null || number instanceof Double ? Optional.empty() : Optional.of(new MessageId(number));
    }

    private Optional<Duration> deadline() {
        if (places[DEADLINE] == ABSENT) {
            return Optional.empty();
        }
        cursor.moveTo(places[DEADLINE]);
        @Nullable Number millis = cursor.number();
        return millis == null ? Optional.empty() : Optional.of(Fields.millis(millis));
    }

    private OptionalInt error() {
        if (places[ERROR] == ABSENT || comesTo(ERROR, 'n')) {
            return OptionalInt.empty();
        }
        int code = ErrorCode.THREW.code();
        if (comesTo(ERROR, '{')) {
            while (cursor.nextKey()) {
                if (cursor.isString("code")) {
                    int place = cursor.place();
                    code = cursor.number() instanceof Long number ? number.intValue() : ErrorCode.THREW.code();
                    cursor.moveTo(place);
                }
                cursor.skipValue();
            }
        }
        return OptionalInt.of(code);
    }

    /** Goes to a field's value; whether it is there and begins so. */
    private boolean comesTo(int field, char first) {
        if (places[field] == ABSENT) {
            return false;
        }
        cursor.moveTo(places[field]);
        if (cursor.peek() != first) {
            return false;
        }
        if (first == '"') {
            cursor.readString();
        }
        return true;
    }
}
