package network.ara.up.manifest;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import network.ara.up.manifest.YamlText.Script;
import network.ara.up.manifest.YamlText.Word;
import network.ara.up.model.CallPolicy;
import network.ara.up.model.Condition;
import network.ara.up.model.Dependency;
import network.ara.up.model.Launch;
import network.ara.up.model.Lifecycle;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Port;
import network.ara.up.model.RestartPolicy;
import network.ara.up.model.StopPolicy;

/** The keys that say what a node's spec says: the reverse of {@link NodeKeys}. */
final class WrittenNode {

    /** Word of a null in {@code env}. */
    private static final Word UNSET = new Word("null");

    private final NodeSpec node;
    private final boolean defaults;
    private final UnaryOperator<String> text;
    private final Map<String, Object> keys = new LinkedHashMap<>();

    private WrittenNode(NodeSpec node, boolean defaults, UnaryOperator<String> text) {
        this.node = node;
        this.defaults = defaults;
        this.text = text;
    }

    /**
     * The keys in the order of the table.
     *
     * @param defaults whether to say also what holds anyhow
     * @param text how each free text is written
     */
    static Map<String, Object> keys(NodeSpec node, boolean defaults, UnaryOperator<String> text) {
        WrittenNode written = new WrittenNode(node, defaults, text);
        written.about();
        written.launch();
        written.environment();
        written.dependencies();
        written.lifecycle();
        written.probes();
        written.restart();
        written.stop();
        written.calls();
        written.wiring();
        written.provides();
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (Key<?> key : NodeKeys.SECTION.keys()) {
            if (written.keys.containsKey(key.name())) {
                ordered.put(key.name(), written.keys.get(key.name()));
            }
        }
        return ordered;
    }

    private void put(String key, Object value, boolean isDefault) {
        if (defaults || !isDefault) {
            keys.put(key, value);
        }
    }

    private List<String> texts(List<String> words) {
        return words.stream().map(text).toList();
    }

    private void about() {
        node.about().description().ifPresent(it -> keys.put("description", text.apply(it)));
        if (!node.about().aliases().isEmpty()) {
            keys.put(
                    "aliases",
                    node.about().aliases().stream().map(name -> name.text()).toList());
        }
        if (!node.about().labels().isEmpty()) {
            Map<String, Object> labels = new LinkedHashMap<>();
            node.about().labels().forEach((name, value) -> labels.put(name, text.apply(value)));
            keys.put("labels", labels);
        }
    }

    private void launch() {
        if (node.launch() instanceof Launch.Program program) {
            keys.put("run", texts(program.argv()));
        } else if (node.launch() instanceof Launch.Shell shell) {
            keys.put("shell", new Script(text.apply(shell.script())));
        } else if (node.launch() instanceof Launch.Builtin builtin) {
            List<String> words = new ArrayList<>(List.of(builtin.type()));
            words.addAll(texts(builtin.arguments()));
            keys.put("builtin", words);
        } else if (node.launch() instanceof Launch.Ann ann) {
            List<String> words = new ArrayList<>(List.of(ann.type()));
            words.addAll(texts(ann.arguments()));
            keys.put("ann", words);
        } else {
            keys.put("external", new Word("true"));
        }
        keys.put("cwd", text.apply(node.cwd().toString()));
    }

    private void environment() {
        Map<String, Object> variables = new LinkedHashMap<>();
        node.environment()
                .variables()
                .forEach((name, value) ->
                        variables.put(name, value.<Object>map(text).orElse(UNSET)));
        if (!variables.isEmpty()) {
            keys.put("env", variables);
        }
        List<Path> files = node.environment().files();
        if (!files.isEmpty()) {
            keys.put("env_file", texts(files.stream().map(Path::toString).toList()));
        }
    }

    private void dependencies() {
        for (Dependency.Kind kind : Dependency.Kind.values()) {
            List<Dependency> those = node.dependencies().stream()
                    .filter(dependency -> dependency.kind() == kind)
                    .toList();
            boolean plain = those.stream().allMatch(dependency -> dependency.condition() == Condition.READY);
            if (plain && !those.isEmpty()) {
                keys.put(
                        kind.word(),
                        those.stream().map(it -> it.target().text()).toList());
            } else if (!those.isEmpty()) {
                Map<String, Object> conditions = new LinkedHashMap<>();
                those.forEach(it -> conditions.put(
                        it.target().text(), new Word(it.condition().word())));
                keys.put(kind.word(), conditions);
            }
        }
    }

    private void lifecycle() {
        Lifecycle lifecycle = node.lifecycle();
        Lifecycle without = Lifecycle.DEFAULT;
        put("type", new Word(lifecycle.type().word()), lifecycle.type() == without.type());
        put("start", new Word(lifecycle.start().word()), lifecycle.start() == without.start());
        lifecycle.idle().ifPresent(idle -> keys.put("idle", duration(idle)));
        put("lifetime", new Word(lifecycle.lifetime().word()), lifecycle.lifetime() == without.lifetime());
        put("critical", new Word(String.valueOf(lifecycle.critical())), lifecycle.critical() == without.critical());
        if (!lifecycle.successExitCodes().isEmpty()) {
            keys.put(
                    "success_exit_codes",
                    lifecycle.successExitCodes().stream()
                            .map(code -> new Word(code.toString()))
                            .toList());
        }
    }

    private void probes() {
        WrittenProbes probes = new WrittenProbes(node, defaults, text);
        probes.ready().ifPresent(it -> keys.put("ready", it));
        probes.alive().ifPresent(it -> keys.put("alive", it));
    }

    private void restart() {
        RestartPolicy restart = node.restart();
        RestartPolicy without = RestartPolicy.DEFAULT;
        RestartPolicy.Mode usual = node.isTask() ? RestartPolicy.Mode.NO : without.mode();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("on", new Word(restart.mode().word()));
        if (defaults || !restart.backoff().equals(without.backoff())) {
            Map<String, Object> backoff = new LinkedHashMap<>();
            backoff.put("initial", duration(restart.backoff().initial()));
            backoff.put("factor", number(restart.backoff().factor()));
            backoff.put("max", duration(restart.backoff().max()));
            backoff.put("jitter", number(restart.backoff().jitter()));
            map.put("backoff", backoff);
        }
        if (defaults || !restart.limit().equals(without.limit())) {
            map.put(
                    "limit",
                    new Word(restart.limit().count() + " in "
                            + duration(restart.limit().window()).text()));
        }
        put("restart", map.size() == 1 ? map.get("on") : map, map.size() == 1 && restart.mode() == usual);
    }

    private void stop() {
        StopPolicy stop = node.stop();
        Map<String, Object> map = new LinkedHashMap<>();
        Word signal = new Word("SIG" + stop.signal());
        if (defaults || !stop.signal().equals(StopPolicy.DEFAULT.signal())) {
            map.put("signal", signal);
        }
        if (defaults || !stop.timeout().equals(StopPolicy.DEFAULT.timeout())) {
            map.put("timeout", duration(stop.timeout()));
        }
        stop.request().ifPresent(request -> {
            if (request instanceof StopPolicy.Command command) {
                map.put("command", texts(command.argv()));
            } else if (request instanceof StopPolicy.Call call) {
                map.put("call", texts(call.call().words()));
            }
        });
        put("stop", map.keySet().equals(Set.of("signal")) ? signal : map, map.isEmpty());
    }

    private void calls() {
        CallPolicy calls = node.calls();
        CallPolicy without = CallPolicy.DEFAULT;
        Map<String, Object> map = new LinkedHashMap<>();
        rules("allow", calls.allow(), map);
        rules("deny", calls.deny(), map);
        if (!calls.timeout().equals(without.timeout())) {
            map.put("timeout", duration(calls.timeout()));
        }
        if (calls.queue() != without.queue()) {
            map.put("queue", new Word(String.valueOf(calls.queue())));
        }
        if (calls.concurrency() != without.concurrency()) {
            map.put("concurrency", new Word(String.valueOf(calls.concurrency())));
        }
        calls.rate().ifPresent(rate -> map.put("rate", new Word(rate.toString())));
        calls.circuit().ifPresent(circuit -> map.put("circuit", new Word(circuit.toString())));
        if (!map.isEmpty()) {
            keys.put("calls", map);
        }
    }

    private void provides() {
        if (!node.provides().isEmpty()) {
            keys.put("provides", WrittenProvides.functions(node.provides(), text));
        }
    }

    private void rules(String key, List<CallPolicy.Rule> rules, Map<String, Object> map) {
        if (rules.stream().allMatch(rule -> rule.functions().equals(List.of("*"))) && !rules.isEmpty()) {
            map.put(key, texts(rules.stream().map(CallPolicy.Rule::caller).toList()));
        } else if (!rules.isEmpty()) {
            map.put(
                    key,
                    rules.stream()
                            .collect(Collectors.toMap(
                                    CallPolicy.Rule::caller,
                                    rule -> texts(rule.functions()),
                                    (first, second) -> second,
                                    LinkedHashMap::new)));
        }
    }

    private void wiring() {
        Map<String, Object> ports = new LinkedHashMap<>();
        for (Port port : node.wiring().ports()) {
            ports.put(port.name(), new Word(String.valueOf(port.number())));
            if (port.bump() > 0) {
                ports.put("bump", new Word(String.valueOf(port.bump())));
            }
        }
        if (!ports.isEmpty()) {
            keys.put("ports", ports);
        }
        if (node.wiring().replicas() > 0) {
            keys.put("replicas", new Word(String.valueOf(node.wiring().replicas())));
        }
    }

    /** In the largest unit that it is a whole number of. */
    static Word duration(Duration duration) {
        long nanos = duration.toNanos();
        long[] units = {3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L};
        String[] names = {"h", "m", "s", "ms"};
        for (int i = 0; i < units.length; i++) {
            if (nanos != 0 && nanos % units[i] == 0) {
                return new Word(nanos / units[i] + names[i]);
            }
        }
        return new Word(
                nanos == 0
                        ? "0s"
                        : BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString() + "ms");
    }

    private static Word number(double number) {
        return new Word(new BigDecimal(String.format(Locale.ROOT, "%.9f", number))
                .stripTrailingZeros()
                .toPlainString());
    }
}
