package network.ara.up.bus;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import network.ara.up.wire.Handshake;

/**
 * Somebody else in a namespace, as it introduced itself: a claim, not a proof.
 *
 * @param type "node", "browser", or what it says; empty if it does not
 * @param pid its process id; absent for browsers
 * @param handshake all that it said, a JSON text
 */
public record Peer(String type, OptionalLong pid, String handshake) {

    /** Whether it only takes calls for a node that does not run, and has it booted. */
    public boolean isStandIn() {
        return Handshake.parse(handshake.getBytes(StandardCharsets.UTF_8))
                .filter(Handshake::isStandIn)
                .isPresent();
    }

    static Peer of(Handshake handshake) {
        return new Peer(handshake.type(), handshake.pid(), handshake.text());
    }
}
