package network.ara.up.nodes;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A message of KRPC, the DHT's protocol. Spec: BEP 5, "KRPC protocol". */
sealed interface KrpcMessage {

    /** Chosen by who asks, echoed by who answers. */
    ByteString transaction();

    /**
     * A question.
     *
     * @param method ping, find_node, get_peers, announce_peer, or one that we don't know
     * @param readOnly the asker takes no queries and belongs in no table (BEP 43)
     * @param fields its arguments, the id among them
     */
    record Query(ByteString transaction, String method, boolean readOnly, Fields fields) implements KrpcMessage {}

    /** An answer. */
    record Response(ByteString transaction, DhtId sender, Fields fields) implements KrpcMessage {}

    /** An answer that says what was wrong. */
    record Failure(ByteString transaction, ErrorCode code, String message) implements KrpcMessage {}

    /** The error codes of BEP 5. */
    enum ErrorCode {
        GENERIC(201),
        SERVER(202),
        PROTOCOL(203),
        METHOD_UNKNOWN(204);

        private final int number;

        ErrorCode(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        /** {@link #GENERIC} for a number that BEP 5 doesn't have. */
        static ErrorCode of(long number) {
            for (ErrorCode code : values()) {
                if (code.number == number) {
                    return code;
                }
            }
            return GENERIC;
        }
    }

    /** A dictionary of a stranger, read by type: a value of another type counts as absent. */
    record Fields(Map<String, Object> values) {

        Optional<ByteString> string(String key) {
            return values.get(key) instanceof ByteString string ? Optional.of(string) : Optional.empty();
        }

        OptionalLong integer(String key) {
            return values.get(key) instanceof Long integer ? OptionalLong.of(integer) : OptionalLong.empty();
        }

        Optional<DhtId> id(String key) {
            return string(key).filter(bytes -> bytes.length() == DhtId.LENGTH).map(DhtId::new);
        }
    }
}
