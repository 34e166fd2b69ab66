package network.ara.up.bus;

import network.ara.up.wire.MessageScan.Verdict;

/** Why something was kept off the bus. */
public enum Refusal {
    // A message; it costs its sender that message
    EMPTY,
    NOT_JSON,
    NOT_AN_ARRAY,
    TOO_MANY_ELEMENTS,
    TOO_DEEP,
    ODD_NAME,
    ERROR_EVENT,
    PEER_EVENT,
    // A connection
    FOREIGN_USER,
    NOT_WEBSOCKET,
    FOREIGN_HOST,
    FOREIGN_ORIGIN,
    BAD_HANDSHAKE,
    LATE_HANDSHAKE,
    PROTOCOL_VIOLATION,
    TOO_BIG,
    OUT_OF_MEMORY,
    TOO_SLOW;

    static Refusal of(Verdict verdict) {
        return valueOf(verdict.name());
    }
}
