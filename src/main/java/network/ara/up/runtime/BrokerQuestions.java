package network.ara.up.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import network.ara.up.broker.BrokerView;
import network.ara.up.broker.CallFigures;

/**
 * What another terminal may ask of the call broker.
 *
 * <pre>
 * stats    a line that tells whether this ara-up leads the bus, and so counts; a line for each caller and function, with
 *          'caller'; a line for each node, with 'circuit'
 * </pre>
 *
 * <p>Thread: any.
 */
public final class BrokerQuestions {

    private static final long ANSWER_SECONDS = 10;

    private final Supplier<CompletableFuture<BrokerView>> broker;

    public BrokerQuestions(Supplier<CompletableFuture<BrokerView>> broker) {
        this.broker = broker;
    }

    int stats(ControlHandler.Reply reply) throws IOException, InterruptedException {
        BrokerView view = view();
        reply.line(Map.of("leads", view.leads()));
        for (CallFigures figures : view.figures()) {
            reply.line(line(figures));
        }
        for (Map.Entry<String, BrokerView.OfNode> node : new TreeMap<>(view.nodes()).entrySet()) {
            reply.line(line(node.getKey(), node.getValue()));
        }
        return 0;
    }

    private static Map<String, Object> line(CallFigures figures) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("caller", figures.caller().name());
        line.put("verified", figures.caller().isVerified());
        line.put("node", figures.node());
        line.put("function", figures.function());
        line.put("calls", figures.calls());
        line.put("errors", figures.errors());
        line.put("refused", figures.refused());
        line.put("p50Micros", micros(figures.p50()));
        line.put("p99Micros", micros(figures.p99()));
        return line;
    }

    private static Map<String, Object> line(String node, BrokerView.OfNode known) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("node", node);
        line.put("running", known.running());
        line.put("held", known.held());
        line.put("circuit", known.circuit());
        line.put("identity", known.identity());
        line.put("waitCycle", known.waitCycle());
        return line;
    }

    private static long micros(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }

    private BrokerView view() throws IOException, InterruptedException {
        try {
            return broker.get().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the call broker did not answer within " + ANSWER_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }
}
