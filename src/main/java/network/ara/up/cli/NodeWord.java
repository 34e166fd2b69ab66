package network.ara.up.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.ara.up.inc.CallOptions;
import network.ara.up.inc.IncException;
import network.ara.up.inc.Node;
import network.ara.up.wire.Census;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.IncMessage.Pong;
import network.ara.up.wire.Mailbox;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of itself: its pong, and its answers to {@code info} and {@code stats}.
 *
 * @param pongs of processes that answer to the name, those who were first: who is asked by name is waited for until one answers
 * @param info empty where it does not know this function, or does not tell us
 * @param stats of each process that tells us, by its id; by 0 where there is only one
 * @param refusals why it does not tell us, where it knows the function
 */
record NodeWord(List<Pong> pongs, Optional<Map<?, ?>> info, Map<Long, Map<?, ?>> stats, List<String> refusals) {

    /** Asks. A node that does not answer ping is not called: that would boot one that is booted on call. */
    static NodeWord of(String name, Terminal terminal, CallOptions options) {
        try (Node node = Node.named(Mailbox.LAUNCHER).silent().start(Projects.busOptions(terminal.environment()))) {
            node.joined().get(Projects.JOIN_SECONDS, TimeUnit.SECONDS);
            List<Pong> pongs = node.ping(List.of(name), options.timeout()).get().stream()
                    .map(Census.Answer::pong)
                    .toList();
            if (pongs.isEmpty()) {
                return new NodeWord(pongs, Optional.empty(), Map.of(), List.of());
            }
            Questions questions = new Questions(node, options, new ArrayList<>());
            return new NodeWord(pongs, questions.ask(name, "info"), questions.stats(name, pongs), questions.refusals());
        } catch (ExecutionException | TimeoutException e) {
            throw Projects.busTaken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED);
        }
    }

    private record Questions(Node node, CallOptions options, List<String> refusals) {

        Optional<Map<?, ?>> ask(String target, String function) throws InterruptedException {
            try {
                Object answer = node.call(target, function, List.of(), options).get();
                return answer instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof IncException failed)) {
                    throw new IllegalStateException(e.getCause());
                }
                if (!failed.errorCode().equals(Optional.of(ErrorCode.NO_SUCH_FUNCTION))) {
                    refusals.add(function + ": " + failed.getMessage());
                }
                return Optional.empty();
            }
        }

        /** Each instance counts its own calls. */
        Map<Long, Map<?, ?>> stats(String name, List<Pong> pongs) throws InterruptedException {
            Map<Long, Map<?, ?>> stats = new LinkedHashMap<>();
            if (pongs.size() == 1) {
                ask(name, "stats").ifPresent(told -> stats.put(0L, told));
                return stats;
            }
            for (Pong pong : pongs) {
                if (pong.pid().isPresent()) {
                    long pid = pong.pid().getAsLong();
                    ask(name + "@" + pid, "stats").ifPresent(told -> stats.put(pid, told));
                }
            }
            return stats;
        }
    }

    /** Each function as its author describes it: {@code name(parameters)}, and what it does, or nothing. */
    Map<String, String> functions() {
        Map<String, String> functions = new LinkedHashMap<>();
        Object told = info.<Object>map(map -> map.get("functions")).orElse(List.of());
        if (told instanceof List<?> list) {
            list.forEach(entry -> {
                if (entry instanceof Map<?, ?> function) {
                    add(functions, String.valueOf(function.get("name")), function);
                }
            });
        } else if (told instanceof Map<?, ?> byName) {
            byName.forEach((name, entry) -> add(functions, String.valueOf(name), entry));
        }
        if (functions.isEmpty()) {
            pongs.stream().flatMap(pong -> pong.functions().stream()).forEach(name -> functions.put(name, ""));
        }
        return functions;
    }

    private static void add(Map<String, String> functions, String name, @Nullable Object entry) {
        Map<?, ?> function = entry instanceof Map<?, ?> map ? map : Map.of();
        Object description = function.get("description");
        Object returns = function.get("returns");
        functions.put(
                name + "(" + String.join(", ", parameters(function.get("params"))) + ")"
                        + (returns == null ? "" : ": " + returns),
                description == null ? "" : String.valueOf(description));
    }

    private static List<String> parameters(@Nullable Object params) {
        List<String> words = new ArrayList<>();
        if (params instanceof List<?> list) {
            list.forEach(param -> words.add(parameter(param)));
        } else if (params instanceof Map<?, ?> byName) {
            byName.forEach((name, type) -> words.add(type instanceof String text ? name + ": " + text : "" + name));
        }
        return words;
    }

    private static String parameter(@Nullable Object param) {
        if (!(param instanceof Map<?, ?> described)) {
            return String.valueOf(param);
        }
        Object type = described.get("type");
        return described.get("name") + (type == null || type.equals("") ? "" : ": " + type);
    }

    /** The count of calls that its processes keep, as tables by their titles. */
    Map<String, String> ownCounts() {
        Map<String, String> counts = new LinkedHashMap<>();
        stats.forEach((pid, told) -> {
            String who = pid == 0 ? "the node" : "process " + pid;
            counts.put("calls, as " + who + " counts them", ownCount(told));
        });
        return counts;
    }

    private static String ownCount(Map<?, ?> told) {
        if (!(told.get("calls") instanceof List<?> rows) || rows.isEmpty()) {
            return "";
        }
        Table table = new Table("CALLER", "FUNCTION", "CALLS", "ERRORS", "P50", "P99");
        for (Object entry : rows) {
            if (entry instanceof Map<?, ?> row) {
                table.row(
                        word(row, "caller"),
                        word(row, "function"),
                        word(row, "calls"),
                        word(row, "errors"),
                        millis(row.get("p50")),
                        millis(row.get("p99")));
            }
        }
        return table.text();
    }

    /** As it was told; of several processes a list, each with its id. */
    @Nullable
    Object statsJson() {
        if (stats.containsKey(0L)) {
            return stats.get(0L);
        }
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        stats.forEach((pid, told) -> {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("pid", pid);
            told.forEach((key, value) -> one.put(String.valueOf(key), value));
            all.add(one);
        });
        return all.isEmpty() ? null : all;
    }

    private static String word(Map<?, ?> row, String key) {
        Object value = row.get(key);
        return value == null ? "" : String.valueOf(value);
    }

    private static String millis(@Nullable Object value) {
        return value instanceof Number number ? CallRow.millis(number.doubleValue()) : "";
    }
}
