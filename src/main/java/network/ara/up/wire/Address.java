package network.ara.up.wire;

import java.util.OptionalLong;

/**
 * Whom a call is for: a node, whichever of its instances, or the instance that is this process.
 *
 * @param pid empty for whichever
 */
public record Address(String name, OptionalLong pid) {

    private static final int MOST_DIGITS = 18;

    /** Of {@code NAME} or {@code NAME@PID}. */
    public static Address of(String text) {
        int at = text.lastIndexOf('@');
        String digits = text.substring(at + 1);
        boolean instance = at > 0
                && !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return instance
                ? new Address(text.substring(0, at), OptionalLong.of(Long.parseLong(digits)))
                : new Address(text, OptionalLong.empty());
    }

    /** Whether it means this process of the node. */
    public boolean means(String node, long process) {
        return name.equals(node) && (pid.isEmpty() || pid.getAsLong() == process);
    }

    /** Whether a process in the mailbox, empty where it does not say, may be meant. */
    public boolean mayBe(OptionalLong process) {
        return pid.isEmpty() || pid.equals(process);
    }

    @Override
    public String toString() {
        return pid.isPresent() ? name + "@" + pid.getAsLong() : name;
    }
}
