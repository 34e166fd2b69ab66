package network.ara.up.model;

import java.util.Locale;

/**
 * A port that a node is given as {@link #variable} in its environment.
 *
 * @param name lower-case letters, digits and {@code _}; begins with a letter
 * @param number 1 to 65535
 * @param bump how many numbers after it may be taken instead, where it is not free at the start; all are at most 65535
 */
public record Port(String name, int number, int bump) {

    /** {@code PORT_UDP} for {@code udp}. */
    public String variable() {
        return "PORT_" + name.toUpperCase(Locale.ROOT);
    }

    /** Whether it may be this one. */
    public boolean mayBe(int other) {
        return other >= number && other <= number + bump;
    }
}
