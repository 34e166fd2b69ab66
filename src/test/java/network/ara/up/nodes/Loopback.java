package network.ara.up.nodes;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses of tests. */
final class Loopback {

    static final InetSocketAddress ANY_PORT = port(0);

    private Loopback() {}

    /** A port of 127.0.0.1. */
    static InetSocketAddress port(int port) {
        return address(127, 1, port);
    }

    /** A port of FIRST.0.0.LAST. */
    static InetSocketAddress address(int first, int last, int port) {
        try {
            InetAddress ip = InetAddress.getByAddress(new byte[] {(byte) first, 0, 0, (byte) last});
            return new InetSocketAddress(ip, port);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }
}
