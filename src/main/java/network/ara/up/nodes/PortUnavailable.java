package network.ara.up.nodes;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** A node cannot listen where it should. */
public final class PortUnavailable extends IOException {

    private static final long serialVersionUID = 1L;

    private final InetSocketAddress address;
    private final String protocol;

    PortUnavailable(InetSocketAddress address, String protocol, Throwable cause) {
        super("cannot listen on " + text(address) + "/" + protocol + ": " + reason(cause), cause);
        this.address = address;
        this.protocol = protocol;
    }

    public InetSocketAddress address() {
        return address;
    }

    /** "udp" or "tcp". */
    public String protocol() {
        return protocol;
    }

    /** As "127.0.0.1:6881". */
    static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof BindException && message.contains("in use")) {
            return "the port is taken";
        }
        return message;
    }
}
