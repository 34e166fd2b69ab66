package network.ara.up.nodes;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

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

    /** Whether another process has the port. */
    public boolean isTaken() {
        return isTaken(getCause());
    }

    private static boolean isTaken(@Nullable Throwable cause) {
        return cause instanceof BindException
                && String.valueOf(cause.getMessage()).contains("in use");
    }

    private static String reason(Throwable cause) {
        return isTaken(cause) ? "the port is taken" : String.valueOf(cause.getMessage());
    }
}
