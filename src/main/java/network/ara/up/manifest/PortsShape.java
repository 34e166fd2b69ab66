package network.ara.up.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import network.ara.up.manifest.YamlTree.Entry;
import network.ara.up.model.Port;

/** {@code ports}: a map of names to numbers, and {@code bump}, which holds for all of them. */
final class PortsShape {

    private static final String EXPECTED = "a map of names to ports, with 'bump'";
    private static final String BUMP = "bump";
    private static final int MAX_PORT = 65_535;
    private static final int MAX_BUMP = 1_000;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");

    private static final Shape<Integer> NUMBER = Shapes.integer(1, MAX_PORT, "a port, a number from 1 to " + MAX_PORT);
    private static final Shape<Integer> BUMPS =
            Shapes.integer(1, MAX_BUMP, "how many ports may be tried instead, a number from 1 to " + MAX_BUMP);

    static final Shape<List<Port>> PORTS = new Shape<>(EXPECTED, Schema.map(NUMBER.schema()), PortsShape::ports);

    private PortsShape() {}

    private static Optional<List<Port>> ports(Value value) {
        if (!value.isMap()) {
            return value.fail(value.name() + " must be " + EXPECTED + ", and is " + value.kind(), "write {tcp: 8080}");
        }
        int bump = value.entries().stream()
                .filter(entry -> entry.key().text().equals(BUMP))
                .findFirst()
                .flatMap(entry -> BUMPS.decode(value.member(entry)))
                .orElse(0);
        List<Port> ports = new ArrayList<>();
        for (Entry entry : value.entries()) {
            if (!entry.key().text().equals(BUMP)) {
                port(entry.key().text(), value.member(entry), bump).ifPresent(ports::add);
            }
        }
        if (bump > 0 && value.entries().size() == 1) {
            return value.fail("'ports.bump' stands for itself: no port is named", "write {udp: 6881, bump: 10}");
        }
        return Optional.of(ports);
    }

    private static Optional<Port> port(String name, Value value, int bump) {
        if (!NAME.matcher(name).matches()) {
            value.report(value.problem(
                    value.key(),
                    "'" + name + "' can't be a port's name, which becomes a variable PORT_NAME",
                    "begin with a lower-case letter, and use those, digits and '_', 32 at most"));
            return Optional.empty();
        }
        return NUMBER.decode(value)
                .flatMap(number -> number + bump <= MAX_PORT
                        ? Optional.of(new Port(name, number, bump))
                        : value.fail(
                                value.name() + " is " + number + ", and with 'bump: " + bump + "' would go beyond "
                                        + MAX_PORT,
                                "write at most " + (MAX_PORT - bump)));
    }
}
