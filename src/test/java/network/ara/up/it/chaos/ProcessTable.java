package network.ara.up.it.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of one chaos run at one moment, from the kernel: told by a variable that they all inherit. */
final class ProcessTable {

    /**
     * A process of the run.
     *
     * @param id pid.ticks, as the journals have it
     * @param session the pid of the leader of its session
     * @param node empty for ara-up itself
     * @param child whether its node started it
     */
    record Entry(long pid, String id, long parent, long session, String node, boolean child, String command) {

        boolean leadsSession() {
            return pid == session;
        }

        /** Whether a node's process as ara-up started it. */
        boolean isLeader() {
            return !node.isEmpty() && leadsSession();
        }
    }

    private static final int MAX_COMMAND = 60;

    private final List<Entry> entries = new ArrayList<>();
    /** Zombies' pids, by their parent. */
    private final Map<Long, List<Long>> zombies = new HashMap<>();

    private ProcessTable() {}

    static ProcessTable look(String run) {
        ProcessTable table = new ProcessTable();
        String[] names = new File("/proc").list((directory, name) -> Character.isDigit(name.charAt(0)));
        for (String name : names == null ? new String[0] : names) {
            table.add(Long.parseLong(name), run);
        }
        return table;
    }

    private void add(long pid, String run) {
        Path proc = Path.of("/proc", String.valueOf(pid));
        try {
            String stat = Files.readString(proc.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long parent = Long.parseLong(fields[1]);
            if (fields[0].equals("Z") || fields[0].equals("X")) {
                zombies.computeIfAbsent(parent, any -> new ArrayList<>()).add(pid);
                return;
            }
            Map<String, String> environment = environment(proc);
            if (run.equals(environment.get("CHAOS_RUN"))) {
                entries.add(new Entry(
                        pid,
                        pid + "." + fields[19],
                        parent,
                        Long.parseLong(fields[3]),
                        environment.getOrDefault("CHAOS_NODE", ""),
                        environment.containsKey("CHAOS_CHILD"),
                        command(proc)));
            }
        } catch (IOException e) {
            // It has ended, or belongs to somebody else.
        }
    }

    /** Its last words say enough. */
    private static String command(Path proc) throws IOException {
        String words = Files.readString(proc.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
        return words.substring(Math.max(0, words.length() - MAX_COMMAND));
    }

    private static Map<String, String> environment(Path proc) throws IOException {
        Map<String, String> environment = new HashMap<>();
        String text = Files.readString(proc.resolve("environ"), StandardCharsets.ISO_8859_1);
        Arrays.stream(text.split("\0", -1))
                .filter(entry -> entry.startsWith("CHAOS_"))
                .forEach(entry -> {
                    int equals = entry.indexOf('=');
                    environment.put(entry.substring(0, equals), entry.substring(equals + 1));
                });
        return environment;
    }

    /** By pid. */
    List<Entry> entries() {
        return entries;
    }

    List<Entry> leaders() {
        return entries.stream().filter(Entry::isLeader).toList();
    }

    List<Entry> leaders(String node) {
        return entries.stream()
                .filter(entry -> entry.isLeader() && entry.node().equals(node))
                .toList();
    }

    List<Entry> children() {
        return entries.stream().filter(Entry::child).toList();
    }

    /** Of ara-up itself, commands among them. */
    List<Entry> araUps() {
        return entries.stream().filter(entry -> entry.node().isEmpty()).toList();
    }

    /** Those that run in the background. */
    List<Entry> supervisors() {
        return araUps().stream().filter(Entry::leadsSession).toList();
    }

    Optional<Entry> of(long pid) {
        return entries.stream().filter(entry -> entry.pid() == pid).findFirst();
    }

    /** Those whose node's own process has ended. */
    List<Entry> orphans() {
        List<Long> leaders = leaders().stream().map(Entry::pid).toList();
        return entries.stream()
                .filter(entry -> !entry.node().isEmpty() && !leaders.contains(entry.session()))
                .toList();
    }

    /** Zombies whose parent is of this run. Others are their parents' business, as pid 1's, who may be slow. */
    List<String> zombies() {
        return entries.stream()
                .filter(entry -> zombies.containsKey(entry.pid()))
                .map(entry -> "zombies " + zombies.get(entry.pid()) + " of pid " + entry.pid() + " " + entry.node())
                .toList();
    }
}
