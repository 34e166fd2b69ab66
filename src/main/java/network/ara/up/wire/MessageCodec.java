package network.ara.up.wire;

import java.util.Optional;

/**
 * INC messages to bus text and back. Pure, any thread; on the path of every call, so it streams and builds no tree.
 *
 * <p>Spec: the RFC's messages and {@code docs/protocol.md}.
 */
public final class MessageCodec {

    private MessageCodec() {}

    /** Errors: {@link IllegalArgumentException} when params, result or data hold what is not a JSON value. */
    public static byte[] encode(IncMessage message) {
        return Json.bytes(out -> MessageWriter.write(out, message));
    }

    /**
     * Lenient: unknown fields, fields of the wrong kind and elements after the payload are ignored.
     *
     * @return empty for everything that is not INC; never throws
     */
    public static Optional<IncMessage> decode(byte[] message) {
        return MessageReader.read(message);
    }
}
