package network.ara.up.it.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the nodes wrote of themselves, and what ara-up kept of their output. */
final class Journals {

    /**
     * One process of a node.
     *
     * @param id pid.ticks
     * @param begunMicros its first instruction
     * @param lookedMicros when it had looked at what it requires
     * @param saw NODE:CONDITION=yes, or no
     */
    record Incarnation(
            String node, String id, long begunMicros, long lookedMicros, int revision, String twin, List<String> saw) {

        long ticks() {
            return Long.parseLong(id.substring(id.indexOf('.') + 1));
        }
    }

    private final Map<String, Growing> journals = new LinkedHashMap<>();
    private final Map<String, Growing> logs = new HashMap<>();
    private final Map<String, List<Incarnation>> incarnations = new HashMap<>();
    private final Map<String, Long> readyMicros = new HashMap<>();
    private final Map<String, Integer> said = new HashMap<>();
    private final Map<String, Integer> logged = new HashMap<>();

    Journals(ChaosProject project, Path folder, Path logFolder) {
        for (ChaosNode node : project.nodes()) {
            if (node.isOurs()) {
                journals.put(node.name(), new Growing(folder.resolve("journal").resolve(node.name())));
                logs.put(node.name(), new Growing(logFolder.resolve(node.name() + ".log")));
            }
        }
    }

    /** Reads on; returns those that have started since the last time. */
    List<Incarnation> read() throws IOException {
        List<Incarnation> started = new ArrayList<>();
        for (Map.Entry<String, Growing> journal : journals.entrySet()) {
            for (String line : journal.getValue().more()) {
                read(journal.getKey(), line.split(" ", -1)).ifPresent(started::add);
            }
        }
        started.forEach(incarnation -> incarnations
                .computeIfAbsent(incarnation.node(), any -> new ArrayList<>())
                .add(incarnation));
        return started;
    }

    private Optional<Incarnation> read(String node, String[] words) {
        switch (words[0]) {
            case "start" -> {
                return Optional.of(new Incarnation(
                        node,
                        words[1],
                        Long.parseLong(words[2]),
                        Long.parseLong(words[3]),
                        Integer.parseInt(words[4]),
                        words[5],
                        List.of(words).subList(6, words.length)));
            }
            case "ready", "done" -> readyMicros.putIfAbsent(words[1], Long.parseLong(words[2]));
            case "said" -> said.put(words[1], Integer.parseInt(words[2]));
            default -> throw new IllegalArgumentException(node + ": " + List.of(words));
        }
        return Optional.empty();
    }

    /** Each line once and in order, and at least those that the journals, which were read before, have counted. */
    List<String> flawsOfLogs() throws IOException {
        List<String> flaws = new ArrayList<>();
        for (Map.Entry<String, Growing> log : logs.entrySet()) {
            for (String line : log.getValue().more()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("said")) {
                    int before = logged.getOrDefault(words[2], 0);
                    int now = Integer.parseInt(words[3]);
                    logged.put(words[2], now);
                    if (now != before + 1) {
                        flaws.add("log of " + log.getKey() + ": line " + now + " of " + words[2] + " follows line "
                                + before);
                    }
                }
            }
        }
        said.forEach((id, count) -> {
            int inLog = logged.getOrDefault(id, 0);
            if (inLog < count) {
                flaws.add("log: process " + id + " wrote " + count + " lines, and it has " + inLog);
            }
        });
        return flaws;
    }

    List<Incarnation> incarnations(String node) {
        return incarnations.getOrDefault(node, List.of());
    }

    Optional<Incarnation> latest(String node) {
        List<Incarnation> all = incarnations(node);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** The one before it. */
    Optional<Incarnation> predecessor(Incarnation one) {
        List<Incarnation> all = incarnations(one.node());
        int index = all.indexOf(one);
        return index > 0 ? Optional.of(all.get(index - 1)) : Optional.empty();
    }

    /** When it had answered, or had done its work. */
    long readyMicros(Incarnation one) {
        return readyMicros.getOrDefault(one.id(), Long.MAX_VALUE);
    }

    /** When the node was ready again after this time, if it was. */
    Optional<Long> readyAfter(String node, long micros) {
        return incarnations(node).stream()
                .filter(incarnation -> incarnation.begunMicros() >= micros)
                .map(incarnation -> readyMicros.get(incarnation.id()))
                .filter(ready -> ready != null)
                .findFirst();
    }
}
