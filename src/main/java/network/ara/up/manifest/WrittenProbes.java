package network.ara.up.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import network.ara.up.manifest.YamlText.Word;
import network.ara.up.model.Liveness;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Probe;
import network.ara.up.model.Readiness;

/**
 * What a node's {@code ready} and {@code alive} say: the reverse of {@link ReadyShape} and {@link AliveShape}.
 *
 * @param defaults whether to say also what holds anyhow
 * @param text how each free text is written
 */
record WrittenProbes(NodeSpec node, boolean defaults, UnaryOperator<String> text) {

    private static final Word NONE = new Word("none");

    /** A task can't have it; without probes its times mean nothing. */
    Optional<Object> ready() {
        Readiness ready = node.ready();
        if (node.isTask()) {
            return Optional.empty();
        } else if (ready.probes().isEmpty()) {
            return Optional.of(NONE);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        boolean inc = ready.probes().equals(Readiness.INC.probes());
        ready.probes().stream().filter(probe -> !inc || defaults).forEach(probe -> probe(probe, map));
        if (defaults || !ready.interval().equals(Readiness.DEFAULT_INTERVAL)) {
            map.put("interval", WrittenNode.duration(ready.interval()));
        }
        if (defaults || !ready.timeout().equals(Readiness.DEFAULT_TIMEOUT)) {
            map.put("timeout", WrittenNode.duration(ready.timeout()));
        }
        return map.isEmpty() ? Optional.empty() : Optional.of(map);
    }

    /** Only if the manifest says it: the heartbeat that nobody asked for restarts nothing, and this would. */
    Optional<Object> alive() {
        Liveness alive = node.alive();
        if (!alive.isExplicit()) {
            return Optional.empty();
        }
        Map<String, Object> map = new LinkedHashMap<>();
        alive.probes().forEach(probe -> probe(probe, map));
        if (defaults || !alive.interval().equals(Liveness.DEFAULT_INTERVAL)) {
            map.put("interval", WrittenNode.duration(alive.interval()));
        }
        if (defaults || !alive.timeout().equals(Liveness.usualTimeout(alive.interval()))) {
            map.put("timeout", WrittenNode.duration(alive.timeout()));
        }
        if (defaults || alive.threshold() != Liveness.DEFAULT_THRESHOLD) {
            map.put("threshold", new Word(String.valueOf(alive.threshold())));
        }
        boolean inc = map.keySet().equals(Set.of("inc"));
        return Optional.of(alive.probes().isEmpty() ? NONE : inc ? new Word("inc") : map);
    }

    private void probe(Probe probe, Map<String, Object> map) {
        if (probe instanceof Probe.Inc) {
            map.put("inc", new Word("true"));
        } else if (probe instanceof Probe.Tcp tcp) {
            String host = tcp.host().contains(":") ? "[" + tcp.host() + "]" : tcp.host();
            map.put(
                    "tcp",
                    host.equals("127.0.0.1")
                            ? new Word(String.valueOf(tcp.port()))
                            : text.apply(host + ":" + tcp.port()));
        } else if (probe instanceof Probe.Http http) {
            map.put("http", text.apply(http.url().toString()));
        } else if (probe instanceof Probe.Log log) {
            map.put("log", text.apply(log.pattern().pattern()));
        } else if (probe instanceof Probe.Exec exec) {
            map.put("exec", texts(exec.argv()));
        } else if (probe instanceof Probe.Wired wired) {
            map.put(wired.kind(), text.apply(wired.address()));
        } else if (probe instanceof Probe.Udp udp) {
            map.put("udp", new Word(String.valueOf(udp.port())));
        } else if (probe instanceof Probe.Call call) {
            map.put("call", texts(call.call().words()));
        }
    }

    private List<String> texts(List<String> words) {
        return words.stream().map(text).toList();
    }
}
