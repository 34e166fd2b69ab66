package network.ara.up.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import network.ara.up.model.Dependency;
import network.ara.up.model.NodeSpec;
import network.ara.up.wire.IncMessage.Pong;
import org.jspecify.annotations.Nullable;

/**
 * What several sources know of one node.
 *
 * @param spec as a manifest has it
 * @param supervised the lines of {@code ps}, one for each instance
 */
record NodeDescription(
        String name,
        Optional<NodeSpec> spec,
        List<Map<String, @Nullable Object>> supervised,
        NodeWord word,
        BrokerFigures figures) {

    boolean isKnown() {
        return spec.isPresent() || !supervised.isEmpty() || !word.pongs().isEmpty();
    }

    String text() {
        StringBuilder text = new StringBuilder(name).append('\n');
        spec.flatMap(node -> node.about().description()).ifPresent(about -> line(text, "", about));
        supervised.forEach(line -> line(text, "state", state(line)));
        if (supervised.isEmpty()) {
            line(text, "state", word.pongs().isEmpty() ? "not running" : "runs, and no supervisor looks after it");
        }
        word.pongs().forEach(pong -> line(text, "says", said(pong)));
        word.refusals().forEach(refusal -> line(text, "not told", refusal));
        line(text, "identity", identity());
        if (!rivals().isEmpty()) {
            line(text, "rivals", "pid " + rivals() + " answers by its name, and is not called");
        }
        spec.ifPresent(node -> line(text, "declared", declared(node)));
        String circuit = broker("circuit");
        if (!circuit.isEmpty()) {
            line(text, "calls now", broker("running") + " run, " + broker("held") + " wait, circuit " + circuit);
        }
        line(text, "wait cycle", broker("waitCycle"));
        spec.ifPresent(node -> PolicyWords.of(node.calls()).forEach(rule -> line(text, "policy", rule)));
        section(text, "functions", functions());
        section(text, "calls, as the bus's leader counts them", counted());
        word.ownCounts().forEach((title, table) -> section(text, title, table));
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        if (!value.isEmpty()) {
            text.append("  " + key + " ".repeat(11 - key.length()) + value + "\n");
        }
    }

    private static void section(StringBuilder text, String title, String table) {
        if (!table.isEmpty()) {
            text.append('\n').append(title).append('\n').append(table.indent(2));
        }
    }

    private String state(Map<String, @Nullable Object> line) {
        List<String> words = new ArrayList<>(List.of(word(line, "state")));
        words.add(word(line, "origin"));
        add(words, "pid ", word(line, "pid"));
        add(words, "listens on ", ports(line.get("ports")));
        String node = word(line, "node");
        return (node.equals(name) ? "" : node + ": ")
                + words.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }

    private static String ports(@Nullable Object ports) {
        return ports instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : "";
    }

    private static String said(Pong pong) {
        List<String> words = new ArrayList<>();
        words.add(pong.state().orElse("ready"));
        add(words, "pid ", pid(pong.pid()));
        add(words, "version ", pong.version().orElse(""));
        add(words, "requires ", String.join(" ", pong.requires()));
        add(
                words,
                "ports ",
                pong.ports().entrySet().stream()
                        .map(port -> port.getKey() + " " + port.getValue())
                        .sorted()
                        .collect(Collectors.joining(", ")));
        return String.join(", ", words);
    }

    private static String pid(OptionalLong pid) {
        return pid.isPresent() ? String.valueOf(pid.getAsLong()) : "";
    }

    private static void add(List<String> words, String key, String value) {
        if (!value.isEmpty()) {
            words.add(key + value);
        }
    }

    private String identity() {
        return switch (broker("identity")) {
            case "verified" -> "verified: the kernel tells its processes";
            case "claimed" -> "claimed: only its word says who it is";
            default -> "";
        };
    }

    private String rivals() {
        return Objects.requireNonNullElse(figures.nodes().get(name), Map.of()).get("rivals") instanceof List<?> pids
                ? pids.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : "";
    }

    private static String declared(NodeSpec node) {
        return node.dependencies().stream()
                .collect(Collectors.groupingBy(
                        Dependency::kind,
                        TreeMap::new,
                        Collectors.mapping(it -> it.target().text(), Collectors.joining(" "))))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey().word() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private String functions() {
        Map<String, String> functions = word.functions();
        int width = functions.keySet().stream().mapToInt(String::length).max().orElse(0);
        return functions.entrySet().stream()
                .map(entry ->
                        (entry.getKey() + " ".repeat(width - entry.getKey().length() + 3) + entry.getValue())
                                        .stripTrailing()
                                + "\n")
                .collect(Collectors.joining());
    }

    private List<CallRow> rows() {
        return figures.calls().stream().filter(row -> row.isOf(name)).toList();
    }

    private String counted() {
        return rows().isEmpty() ? figures.silence() : CallRow.table(rows());
    }

    private String broker(String key) {
        return word(Objects.requireNonNullElse(figures.nodes().get(name), Map.of()), key);
    }

    private static String word(Map<String, ?> line, String key) {
        Object value = line.get(key);
        return value == null ? "" : String.valueOf(value);
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("node", name);
        json.put("description", spec.flatMap(node -> node.about().description()).orElse(null));
        json.put("supervised", supervised);
        json.put("answers", word.pongs().stream().map(PingCommand::row).toList());
        json.put("declared", spec.map(NodeDescription::declaredJson).orElse(null));
        json.put("policy", spec.map(node -> PolicyWords.of(node.calls())).orElse(null));
        json.put("functions", functionsJson());
        json.put("broker", figures.nodes().get(name));
        json.put("leads", figures.leads());
        json.put("calls", rows().stream().map(CallRow::json).toList());
        json.put("stats", word.statsJson());
        json.put("notTold", word.refusals());
        return json;
    }

    private static List<Map<String, Object>> declaredJson(NodeSpec node) {
        return node.dependencies().stream()
                .map(it -> Map.<String, Object>of(
                        "node", it.target().text(), "kind", it.kind().word()))
                .toList();
    }

    /** As the node tells them; else their names. */
    private @Nullable Object functionsJson() {
        return word.info()
                .<@Nullable Object>map(info -> info.get("functions"))
                .orElse(word.functions().keySet().stream()
                        .map(function -> Map.of("name", function))
                        .toList());
    }
}
