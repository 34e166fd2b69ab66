package network.ara.up.bus;

import java.util.OptionalLong;
import network.ara.up.wire.Handshake;

/**
 * Somebody else in a namespace, as it introduced itself: a claim, not a proof.
 *
 * @param type "node", "browser", or what it says; empty if it does not
 * @param pid its process id; absent for browsers
 * @param handshake all that it said, a JSON text
 * @param isStandIn whether it is not the node of this mailbox, but would have it booted for a call
 * @param answersFor the process of the node, where that is another one, which does not speak for itself
 */
public record Peer(String type, OptionalLong pid, String handshake, boolean isStandIn, OptionalLong answersFor) {

    static Peer of(Handshake handshake) {
        return new Peer(
                handshake.type(), handshake.pid(), handshake.text(), handshake.isStandIn(), handshake.answersFor());
    }
}
