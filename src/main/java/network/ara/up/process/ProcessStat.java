package network.ara.up.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the kernel says of a process right now: some fields of {@code /proc/PID/stat}.
 *
 * @param state the kernel's letter: {@code R}, {@code S}, ..., {@code Z} for a zombie
 * @param cpuTicks user and system time, in clock ticks
 * @param startTicks since the boot, in clock ticks
 */
record ProcessStat(long pid, char state, long group, long session, long cpuTicks, long startTicks, long rssPages) {

    /** The longest line that was seen has 350 bytes; the name of the process is limited to 64. */
    private static final int MAX_BYTES = 2048;

    static Optional<ProcessStat> of(long pid) {
        byte[] buffer = new byte[MAX_BYTES];
        try (FileInputStream in = new FileInputStream("/proc/" + pid + "/stat")) {
            int length = in.read(buffer);
            return length <= 0
                    ? Optional.empty()
                    : Optional.of(parse(pid, new String(buffer, 0, length, StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Every process that this one may see; those that end meanwhile are left out. */
    static Stream<ProcessStat> all() {
        String[] names = new File("/proc").list((directory, name) -> Character.isDigit(name.charAt(0)));
        return names == null
                ? Stream.empty()
                : Arrays.stream(names)
                        .mapToLong(Long::parseLong)
                        .mapToObj(ProcessStat::of)
                        .flatMap(Optional::stream);
    }

    /** The name of a process may hold spaces and parentheses, so the fields are counted from the last one. */
    private static ProcessStat parse(long pid, String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return new ProcessStat(
                pid,
                fields[0].charAt(0),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                Long.parseLong(fields[19]),
                Long.parseLong(fields[21].strip()));
    }

    /** A zombie is only an exit code that nobody has fetched yet. */
    boolean isAlive() {
        return state != 'Z' && state != 'X';
    }
}
