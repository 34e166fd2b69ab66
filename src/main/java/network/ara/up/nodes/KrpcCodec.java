package network.ara.up.nodes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.ara.up.nodes.Bencode.Malformed;
import network.ara.up.nodes.KrpcMessage.ErrorCode;
import network.ara.up.nodes.KrpcMessage.Failure;
import network.ara.up.nodes.KrpcMessage.Fields;
import network.ara.up.nodes.KrpcMessage.Query;
import network.ara.up.nodes.KrpcMessage.Response;

/** KRPC messages to datagrams and back. Spec: BEP 5, "KRPC protocol". Pure. Any thread. */
final class KrpcCodec {

    /** An echoed transaction id is sent back in full, so its length is the sender's to abuse. */
    private static final int MAX_TRANSACTION = 32;

    private KrpcCodec() {}

    static byte[] encode(KrpcMessage message) {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("t", message.transaction());
        if (message instanceof Query query) {
            fields.put("y", ByteString.ofUtf8("q"));
            fields.put("q", ByteString.ofUtf8(query.method()));
            fields.put("a", query.fields().values());
            if (query.readOnly()) {
                fields.put("ro", 1L);
            }
        } else if (message instanceof Response response) {
            Map<String, Object> values = new TreeMap<>(response.fields().values());
            values.put("id", response.sender().bytes());
            fields.put("y", ByteString.ofUtf8("r"));
            fields.put("r", values);
        } else if (message instanceof Failure failure) {
            fields.put("y", ByteString.ofUtf8("e"));
            fields.put("e", List.of((long) failure.code().number(), ByteString.ofUtf8(failure.message())));
        }
        return Bencode.encode(fields);
    }

    /** Errors: {@link Malformed} when this is not KRPC at all, so that not even an error can be sent back. */
    static KrpcMessage decode(byte[] datagram) throws Malformed {
        Fields message = dictionary(Bencode.decode(datagram));
        ByteString transaction = message.string("t")
                .filter(bytes -> bytes.length() <= MAX_TRANSACTION)
                .orElseThrow(() -> new Malformed("no usable transaction id"));
        String kind = message.string("y").map(ByteString::latin1).orElse("");
        return switch (kind) {
            case "q" -> query(transaction, message);
            case "r" -> response(transaction, message);
            case "e" -> failure(transaction, message);
            default -> throw new Malformed("unknown kind of message");
        };
    }

    /** Without method or arguments it is still a query, which is answered with an error. */
    private static Query query(ByteString transaction, Fields message) {
        String method = message.string("q").map(ByteString::utf8).orElse("");
        boolean readOnly = message.integer("ro").orElse(0) == 1;
        Object arguments = message.values().getOrDefault("a", Map.of());
        Fields fields = arguments instanceof Map ? asFields(arguments) : new Fields(Map.of());
        return new Query(transaction, method, readOnly, fields);
    }

    private static Response response(ByteString transaction, Fields message) throws Malformed {
        Fields values = dictionary(message.values().getOrDefault("r", List.of()));
        DhtId sender = values.id("id").orElseThrow(() -> new Malformed("a response without an id"));
        return new Response(transaction, sender, values);
    }

    private static Failure failure(ByteString transaction, Fields message) {
        ErrorCode code = ErrorCode.GENERIC;
        String text = "";
        if (message.values().get("e") instanceof List<?> error) {
            for (Object part : error) {
                if (part instanceof Long number) {
                    code = ErrorCode.of(number);
                } else if (part instanceof ByteString bytes) {
                    text = bytes.utf8();
                }
            }
        }
        return new Failure(transaction, code, text);
    }

    private static Fields dictionary(Object value) throws Malformed {
        if (!(value instanceof Map)) {
            throw new Malformed("expected a dictionary");
        }
        return asFields(value);
    }

    @SuppressWarnings("unchecked") // Bencode makes no other maps
    private static Fields asFields(Object dictionary) {
        return new Fields((Map<String, Object>) dictionary);
    }
}
