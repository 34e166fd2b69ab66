package network.ara.up.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A launched process and everything that it started and that did not leave its session: what a node consists of.
 *
 * <p>The kernel does not give a pid away while it is still the session of a living process. So members whose session
 * is the leader's pid are the leader's, also when it has ended; and when the pid belongs to another process now, none is
 * left. Where that can't be proven (another boot, a leader whose start is unknown) the group counts as empty.
 *
 * <p>Thread: any.
 */
public final class ProcessGroup {

    private static final Pattern SIGNAL_NAME = Pattern.compile("[A-Z][A-Z0-9]*([+-][0-9]+)?");

    /** The shell's word for ESRCH, in the C locale. */
    private static final String GONE_MEANWHILE = "No such process";

    private final ProcessIdentity leader;

    private ProcessGroup(ProcessIdentity leader) {
        this.leader = leader;
    }

    /**
     * The group of a process that {@link ProcessLauncher} started. Of one that does not lead a session it is that
     * process alone: the others of its session are not its own.
     *
     * <p>Errors: {@link IllegalArgumentException} for pid 1.
     */
    public static ProcessGroup ledBy(ProcessIdentity leader) {
        if (leader.pid() <= 1) {
            throw new IllegalArgumentException("pid " + leader.pid() + " leads no node");
        }
        return new ProcessGroup(leader);
    }

    /** Those that run now, the leader among them if it does; zombies are not. */
    public List<ProcessIdentity> members() {
        return living().stream().map(ProcessIdentity::of).toList();
    }

    /** Asked twice, since a process that is started during a look may be missed by it. */
    public boolean isEmpty() {
        return members().isEmpty() && living().isEmpty();
    }

    /** What the members use together. */
    public ProcessFigures figures() {
        return living().stream().map(ProcessFigures::of).reduce(ProcessFigures.NONE, ProcessFigures::plus);
    }

    /** The ports on which members listen, in order, each once. */
    public List<ListeningPort> listeningPorts() {
        return living().stream()
                .flatMap(member -> ListeningPort.of(member.pid()).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private List<ProcessStat> living() {
        boolean reused = ProcessStat.of(leader.pid())
                .filter(stat -> stat.startTicks() != leader.startTicks())
                .isPresent();
        if (reused || !leader.isOfThisBoot()) {
            return List.of();
        }
        try (Stream<ProcessStat> all = ProcessStat.all()) {
            return all.filter(stat -> stat.session() == leader.pid() || stat.pid() == leader.pid())
                    .filter(ProcessStat::isAlive)
                    .toList();
        }
    }

    /**
     * Sends a signal to all members at once.
     *
     * @param name as {@code kill -l} lists it, without SIG: {@code TERM}, {@code KILL}, {@code USR1}, {@code RTMIN+3}
     * <p>Errors: {@link IOException} where the system has no such signal, or this user may not send it.
     *
     * @return false where nobody was left to get it
     */
    public boolean signal(String name) throws IOException {
        if (!SIGNAL_NAME.matcher(name).matches()) {
            throw new IOException("'" + name + "' is not the name of a signal, such as TERM");
        }
        List<ProcessStat> members = living();
        if (members.isEmpty()) {
            return false;
        }
        String answer = kill(name, targets(members), members);
        if (answer.isEmpty() || answer.endsWith(GONE_MEANWHILE)) {
            return true;
        }
        throw new IOException("signal " + name + " to the group of pid " + leader.pid() + ": " + answer);
    }

    /** A shell with job control makes groups of its own within the session: each gets the signal as a whole. */
    private List<String> targets(List<ProcessStat> members) {
        return members.stream()
                .map(member -> member.session() == leader.pid() ? -member.group() : member.pid())
                .distinct()
                .map(String::valueOf)
                .toList();
    }

    /** By the shell's own kill: Java knows only TERM and KILL, and {@code /bin/kill} is missing on small systems. */
    private static String kill(String name, List<String> targets, List<ProcessStat> members) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$0\" -- \"$@\"", name));
        command.addAll(targets);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        builder.environment().put("LC_ALL", "C");
        Process shell;
        try {
            shell = builder.start();
        } catch (IOException e) {
            killByJava(name, members, e);
            return "";
        }
        try (InputStream output = shell.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** The last resort where nothing can be started any more, as after an upgrade of the JDK under a running ara-up. */
    static void killByJava(String name, List<ProcessStat> members, IOException cause) throws IOException {
        if (!name.equals("TERM") && !name.equals("KILL")) {
            throw new IOException("signal " + name + " needs a shell, and /bin/sh can't be started", cause);
        }
        members.forEach(member -> ProcessHandle.of(member.pid()).ifPresent(handle -> {
            boolean unused = name.equals("KILL") ? handle.destroyForcibly() : handle.destroy();
        }));
    }
}
