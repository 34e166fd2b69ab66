package network.ara.up.runtime;

import java.time.Duration;
import network.ara.up.model.NodeReference;
import network.ara.up.model.Probe;

/** How probes and their times are called in messages. */
final class ProbeText {

    private ProbeText() {}

    /** Without the arguments of programs and calls, which may hold secrets. */
    static String of(Probe probe) {
        if (probe instanceof Probe.Tcp tcp) {
            return "tcp " + (tcp.host().contains(":") ? "[" + tcp.host() + "]" : tcp.host()) + ":" + tcp.port();
        } else if (probe instanceof Probe.Http http) {
            return "http " + http.url();
        } else if (probe instanceof Probe.Log log) {
            return "log /" + log.pattern() + "/";
        } else if (probe instanceof Probe.Exec exec) {
            return "exec " + exec.argv().get(0);
        } else if (probe instanceof Probe.Udp udp) {
            return "udp " + udp.port();
        } else if (probe instanceof Probe.Wired wired) {
            return wired.kind() + " " + NodeReference.resolve(wired.address(), part -> part, NodeReference::toString);
        } else if (probe instanceof Probe.Call call) {
            return "call " + call.call().function();
        }
        return "ping";
    }

    /** Of one that has not passed, and of which no more is known. */
    static String open(Probe probe) {
        if (probe instanceof Probe.Inc) {
            return "no pong";
        }
        return of(probe) + (probe instanceof Probe.Log ? " not seen" : " has not answered yet");
    }

    static String of(Duration time) {
        return time.toMillis() < 1000 || time.toMillis() % 1000 != 0 && time.toMillis() < 10_000
                ? time.toMillis() + " ms"
                : time.toSeconds() + " s";
    }
}
