package network.ara.up.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import network.ara.up.bus.BusOptions;
import network.ara.up.runtime.ProjectHome;
import network.ara.up.web.AccessToken;
import network.ara.up.web.HttpGateway;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * Whether a project takes calls over HTTP, and how.
 *
 * @param address empty where it does not
 * @param token the file of the token
 * @param isChosen whether the user wrote that file; else it is made at the start, and is gone after the end
 */
record GatewayChoice(Optional<InetSocketAddress> address, Path token, boolean isChosen) {

    private static final String ADDRESS_VARIABLE = "ARA_UP_HTTP";
    private static final String TOKEN_VARIABLE = "ARA_UP_HTTP_TOKEN_FILE";
    private static final String LOOPBACK = "127.0.0.1";

    /** Errors: {@link CommandFailure} for an address that is none. */
    static GatewayChoice of(@Nullable String option, ProjectHome home, Map<String, String> environment) {
        String variable = environment.getOrDefault(ADDRESS_VARIABLE, "").strip();
        String chosen = environment.getOrDefault(TOKEN_VARIABLE, "").strip();
        Path token =
                chosen.isEmpty() ? home.directories().runtime().resolve(home.name() + ".http-token") : Path.of(chosen);
        Optional<InetSocketAddress> address = Optional.ofNullable(option)
                .map(text -> address("option '--http'", text))
                .or(() -> variable.isEmpty()
                        ? Optional.empty()
                        : Optional.of(address("environment variable '" + ADDRESS_VARIABLE + "'", variable)));
        return new GatewayChoice(address, token, !chosen.isEmpty());
    }

    private static InetSocketAddress address(String source, String text) {
        try {
            return text.matches("[0-9]{1,5}")
                    ? HostAndPort.address(LOOPBACK, Integer.parseInt(text))
                    : new HostAndPort().convert(text);
        } catch (TypeConversionException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, source + " can't be '" + text + "'", "write a port, or HOST:PORT", e);
        }
    }

    /** Policy names who calls over HTTP by the gateway's name. Errors: {@link CommandFailure} where a node has it. */
    void requireNoNodeOfItsName(Project project) {
        boolean isTaken = project.graph().nodes().stream().anyMatch(node -> node.isCalled(HttpGateway.NAME));
        if (address.isPresent() && isTaken) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "calls over HTTP come from '" + HttpGateway.NAME + "', and a node of " + project.shown()
                            + " is called so",
                    "give the node another name, or leave '--http' out");
        }
    }

    /** Where it will listen and where its token is, for people; empty where there is none. */
    Optional<String> told() {
        return address.map(this::told);
    }

    private String told(InetSocketAddress at) {
        String place = at.getPort() == 0 ? "a free port" : HostAndPort.text(at);
        return "http: POST http://" + place + "/call/NODE/FUNCTION, token in '" + token + "'";
    }

    /** Begins to take calls, if that is chosen. Errors: {@link CommandFailure} where it can't. */
    Open open(BusOptions bus) {
        if (address.isEmpty()) {
            return new Open(Optional.empty(), this);
        }
        InetSocketAddress wanted = address.get();
        try {
            AccessToken secret = isChosen ? AccessToken.read(token) : AccessToken.generate(token);
            return new Open(Optional.of(HttpGateway.open(bus, wanted, secret)), this);
        } catch (IOException e) {
            removeOwnToken();
            throw new CommandFailure(
                    ExitCode.TAKEN,
                    "calls over HTTP can't be taken at " + HostAndPort.text(wanted) + ": " + e.getMessage(),
                    "correct '--http' or '" + TOKEN_VARIABLE + "', or stop what has the port",
                    e);
        }
    }

    private void removeOwnToken() {
        try {
            if (!isChosen) {
                Files.deleteIfExists(token);
            }
        } catch (IOException e) {
            System.getLogger(GatewayChoice.class.getName())
                    .log(System.Logger.Level.WARNING, "event=token-left " + token, e);
        }
    }

    /** A gateway that is open, if one was chosen. */
    record Open(Optional<HttpGateway> gateway, GatewayChoice choice) implements AutoCloseable {

        Optional<String> told() {
            return gateway.map(open -> choice.told(open.address()));
        }

        @Override
        public void close() {
            if (gateway.isPresent()) {
                gateway.get().close();
                choice.removeOwnToken();
            }
        }
    }
}
