package network.ara.up.wire;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * JSON text to plain Java values and back: {@code Map<String, ?>} in order, {@code List<?>}, {@code String}, {@code
 * Boolean}, {@code Long} (or {@code BigInteger}), {@code Double} (or {@code BigDecimal} where that overflows), {@code
 * null}.
 *
 * <p>Reads by Jackson's stream: databind would cost every command some 100 ms of class loading.
 */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** For half a surrogate pair, which JavaScript's strings may hold and UTF-8 can't: as JSON.stringify writes it. */
    private static final JsonFactory ESCAPING =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Json() {}

    /** Errors: {@link IllegalArgumentException} when the text is not exactly one JSON value, or nested over 500 deep. */
    public static @Nullable Object parse(byte[] utf8) {
        try (JsonParser parser = parser(utf8)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("not JSON: the text is empty");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("not JSON: something follows the value");
            }
            return value;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    public static @Nullable Object parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** An argument of a call as people write it: what is JSON is JSON, else a string. */
    public static @Nullable Object argument(String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Errors: {@link IllegalArgumentException} for a value that is none of this class's. NaN and infinity become null. */
    public static byte[] bytes(@Nullable Object value) {
        return bytes(generator -> write(generator, value));
    }

    /** What the writer writes, as UTF-8. Errors: {@link IllegalArgumentException} when it nests over 500 deep. */
    static byte[] bytes(Consumer<JsonGenerator> writer) {
        try {
            return bytes(FACTORY, writer);
        } catch (StreamWriteException e) {
            return bytes(ESCAPING, writer);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a JSON value: " + e.getOriginalMessage(), e);
        }
    }

    private static byte[] bytes(JsonFactory factory, Consumer<JsonGenerator> writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            writer.accept(generator);
        }
        return out.toByteArray();
    }

    static JsonParser parser(byte[] utf8) {
        return FACTORY.createParser(ObjectReadContext.empty(), utf8);
    }

    public static String text(@Nullable Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** For people: one member a line. Errors: as {@link #bytes(Object)}. */
    public static String indented(@Nullable Object value) {
        StringWriter out = new StringWriter();
        ObjectWriteContext context = new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return new DefaultPrettyPrinter();
            }
        };
        try (JsonGenerator generator = FACTORY.createGenerator(context, out)) {
            write(generator, value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a JSON value: " + e.getOriginalMessage(), e);
        }
        return out.toString();
    }

    /** The value that begins at the parser's current token; ends at its last. */
    static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getNumberValue() instanceof BigInteger big ? big : parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Number decimal(JsonParser parser) {
        double value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
            return parser.getDecimalValue();
        }
        return value;
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser parser) {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    static void write(JsonGenerator out, @Nullable Object value) {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof CharSequence text) {
            out.writeString(text.toString());
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof Number number) {
            writeNumber(out, number);
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            map.forEach((name, element) -> {
                out.writeName(String.valueOf(name));
                write(out, element);
            });
            out.writeEndObject();
        } else if (value instanceof Iterable<?> elements) {
            out.writeStartArray();
            elements.forEach(element -> write(out, element));
            out.writeEndArray();
        } else {
            throw new IllegalArgumentException(
                    "not a JSON value: " + value.getClass().getName());
        }
    }

    private static void writeNumber(JsonGenerator out, Number number) {
        if (number instanceof BigInteger big) {
            out.writeNumber(big);
        } else if (number instanceof BigDecimal big) {
            out.writeNumber(big);
        } else if (number instanceof Double || number instanceof Float) {
            if (Double.isFinite(number.doubleValue())) {
                out.writeNumber(number.doubleValue());
            } else {
                out.writeNull();
            }
        } else {
            out.writeNumber(number.longValue());
        }
    }
}
