package network.ara.up.cli;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An address as users write it: {@code 127.0.0.1:6881}, {@code localhost:53}, {@code [::1]:53}. */
final class HostAndPort implements ITypeConverter<InetSocketAddress> {

    private static final Pattern FORM = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:]+)):([0-9]{1,5})");

    @Override
    public InetSocketAddress convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("expected HOST:PORT, got '" + text + "'");
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return address(String.valueOf(host), Integer.parseInt(String.valueOf(matcher.group(3))));
    }

    /** IPv4 where the host has both. Errors: {@link CommandFailure}. */
    static InetSocketAddress address(String host, int port) {
        if (port < 0 || port > 65535) {
            throw new CommandFailure(ExitCode.USAGE, "no port " + port, "choose one from 0 to 65535");
        }
        try {
            InetAddress[] found = InetAddress.getAllByName(host);
            InetAddress chosen = Arrays.stream(found)
                    .filter(Inet4Address.class::isInstance)
                    .findFirst()
                    .orElse(found[0]);
            return new InetSocketAddress(chosen, port);
        } catch (UnknownHostException e) {
            throw new CommandFailure(ExitCode.USAGE, "no host '" + host + "'", "give an address or a known name", e);
        }
    }

    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
