package network.ara.up.bus;

import java.util.Map;
import java.util.Set;

/**
 * How a process takes part in the bus.
 *
 * @param port on 127.0.0.1; npm's localcast knows only 46356
 * @param mayLead whether it binds the port when nobody has. One that lives for a second should not: all would move again
 * @param maxMessageBytes the largest message, exclusive: npm leaders take 104,857,599 bytes and refuse 104,857,600
 * @param maxPendingBytes what may wait for one peer that reads too slowly, on top of one message of the largest size,
 *     before it is dropped; and what one cast may queue before it is connected
 * @param maxConnections while there are so many, the leader accepts no more. It lets them wait: npm followers that are
 *     turned away come back at once, hundreds of times a second
 * @param allowedOrigins web origins that may join besides those on loopback, such as {@code https://example.org}
 */
public record BusOptions(
        int port,
        boolean mayLead,
        int maxMessageBytes,
        int maxPendingBytes,
        int maxConnections,
        Set<String> allowedOrigins) {

    /** Where localcast lives. */
    public static final int LOCALCAST_PORT = 46356;

    /** What npm's localcast does, as far as it does. */
    public static final BusOptions DEFAULTS = new BusOptions(LOCALCAST_PORT, true, 100 << 20, 64 << 20, 4096, Set.of());

    private static final String PORT_VARIABLE = "ARA_UP_BUS_PORT";

    public BusOptions {
        allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /**
     * The defaults, with the port of {@code ARA_UP_BUS_PORT} where that is set.
     *
     * <p>Errors: {@link IllegalArgumentException} when it is no port.
     */
    public static BusOptions fromEnvironment(Map<String, String> environment) {
        String value = environment.getOrDefault(PORT_VARIABLE, "").strip();
        return value.isEmpty() ? DEFAULTS : DEFAULTS.withPort(port(value));
    }

    private static int port(String value) {
        if (value.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw new IllegalArgumentException(
                "environment variable '" + PORT_VARIABLE + "' is '" + value + "', not a port from 1 to 65535");
    }

    public BusOptions withPort(int newPort) {
        return new BusOptions(newPort, mayLead, maxMessageBytes, maxPendingBytes, maxConnections, allowedOrigins);
    }

    public BusOptions withMayLead(boolean newMayLead) {
        return new BusOptions(port, newMayLead, maxMessageBytes, maxPendingBytes, maxConnections, allowedOrigins);
    }

    public BusOptions withMaxMessageBytes(int bytes) {
        return new BusOptions(port, mayLead, bytes, maxPendingBytes, maxConnections, allowedOrigins);
    }

    public BusOptions withMaxPendingBytes(int bytes) {
        return new BusOptions(port, mayLead, maxMessageBytes, bytes, maxConnections, allowedOrigins);
    }

    public BusOptions withMaxConnections(int connections) {
        return new BusOptions(port, mayLead, maxMessageBytes, maxPendingBytes, connections, allowedOrigins);
    }

    public BusOptions withAllowedOrigins(Set<String> origins) {
        return new BusOptions(port, mayLead, maxMessageBytes, maxPendingBytes, maxConnections, origins);
    }

    /** Bytes that may wait for one peer: the limit for slowness, and room for one message that is just large. */
    int highWaterMark() {
        return (int) Math.min(Integer.MAX_VALUE, (long) maxPendingBytes + maxMessageBytes);
    }
}
