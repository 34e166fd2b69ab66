package network.ara.up.broker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who waits for whom: how many open calls each node has to each other. */
final class WaitGraph {

    private final Map<String, Map<String, Integer>> calls = new HashMap<>();

    void add(String caller, String callee) {
        calls.computeIfAbsent(caller, name -> new HashMap<>()).merge(callee, 1, Integer::sum);
    }

    void remove(String caller, String callee) {
        calls.computeIfPresent(caller, (name, callees) -> {
            callees.computeIfPresent(callee, (to, count) -> count == 1 ? null : count - 1);
            return callees.isEmpty() ? null : callees;
        });
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** How many open calls of {@code from} wait, be it by way of others, for {@code to}. */
    int leading(String from, String to) {
        return calls.getOrDefault(from, Map.of()).entrySet().stream()
                .filter(entry ->
                        entry.getKey().equals(to) || !path(entry.getKey(), to).isEmpty())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** The shortest chain of open calls, both ends included; empty where there is none. */
    List<String> path(String from, String to) {
        Map<String, String> cameFrom = new HashMap<>();
        Set<String> seen = new HashSet<>(Set.of(from));
        Deque<String> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            String node = next.remove();
            for (String callee : calls.getOrDefault(node, Map.of()).keySet()) {
                if (callee.equals(to)) {
                    cameFrom.putIfAbsent(to, node);
                    return chain(cameFrom, node, to);
                }
                if (seen.add(callee)) {
                    cameFrom.put(callee, node);
                    next.add(callee);
                }
            }
        }
        return List.of();
    }

    private static List<String> chain(Map<String, String> cameFrom, String last, String to) {
        List<String> chain = new ArrayList<>(List.of(to));
        for (String node = last; node != null; node = cameFrom.get(node)) {
            chain.add(0, node);
        }
        return chain;
    }
}
