package network.ara.up.nodes;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The compact forms of addresses: 6 bytes a peer, 26 a node.
 *
 * <p>Spec: BEP 5, "contact encoding". IPv4 only: the 18 bytes of BEP 32 are another network. Pure. Any thread.
 */
final class DhtCompact {

    static final int PEER_LENGTH = 6;
    static final int NODE_LENGTH = DhtId.LENGTH + PEER_LENGTH;

    private DhtCompact() {}

    /** Errors: {@link IllegalArgumentException} for an address that is not IPv4. */
    static ByteString peer(InetSocketAddress address) {
        if (!(address.getAddress() instanceof Inet4Address ip)) {
            throw new IllegalArgumentException("expected an IPv4 address, got " + address);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(PEER_LENGTH);
        out.writeBytes(ip.getAddress());
        out.write(address.getPort() >> 8);
        out.write(address.getPort());
        return ByteString.of(out.toByteArray());
    }

    /** Empty when the bytes are no peer, or its port is 0. */
    static Optional<InetSocketAddress> peer(ByteString bytes) {
        if (bytes.length() != PEER_LENGTH) {
            return Optional.empty();
        }
        int port = bytes.at(4) << 8 | bytes.at(5);
        if (port == 0) {
            return Optional.empty();
        }
        try {
            InetAddress ip = InetAddress.getByAddress(bytes.slice(0, 4).toBytes());
            return Optional.of(new InetSocketAddress(ip, port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    static ByteString nodes(List<DhtContact> contacts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(contacts.size() * NODE_LENGTH);
        for (DhtContact contact : contacts) {
            out.writeBytes(contact.id().bytes().toBytes());
            out.writeBytes(peer(contact.address()).toBytes());
        }
        return ByteString.of(out.toByteArray());
    }

    /** The nodes that can be read, at most {@code limit}: what is left over at the end is ignored. */
    static List<DhtContact> nodes(ByteString bytes, int limit) {
        List<DhtContact> contacts = new ArrayList<>();
        for (int at = 0; at + NODE_LENGTH <= bytes.length() && contacts.size() < limit; at += NODE_LENGTH) {
            DhtId id = new DhtId(bytes.slice(at, DhtId.LENGTH));
            peer(bytes.slice(at + DhtId.LENGTH, PEER_LENGTH))
                    .ifPresent(address -> contacts.add(new DhtContact(id, address)));
        }
        return contacts;
    }
}
