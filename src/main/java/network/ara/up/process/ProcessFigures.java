package network.ara.up.process;

import java.time.Duration;
import java.util.Optional;

/**
 * What processes use.
 *
 * @param processes how many they are
 * @param residentBytes of memory; what several share is counted for each
 * @param cpu user and system time since each began, of those that run now
 */
public record ProcessFigures(int processes, long residentBytes, Duration cpu) {

    static final ProcessFigures NONE = new ProcessFigures(0, 0, Duration.ZERO);

    /** Of one process alone, or empty where it does not run. {@link ProcessGroup#figures} has a whole node's. */
    public static Optional<ProcessFigures> of(long pid) {
        return ProcessStat.of(pid).filter(ProcessStat::isAlive).map(ProcessFigures::of);
    }

    static ProcessFigures of(ProcessStat stat) {
        return new ProcessFigures(
                1,
                stat.rssPages() * KernelUnits.PAGE_BYTES,
                Duration.ofNanos(stat.cpuTicks() * (1_000_000_000 / KernelUnits.TICKS_PER_SECOND)));
    }

    ProcessFigures plus(ProcessFigures other) {
        return new ProcessFigures(
                processes + other.processes, residentBytes + other.residentBytes, cpu.plus(other.cpu));
    }
}
