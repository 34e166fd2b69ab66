package network.ara.up.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Random calls, losses, duplicates, deaths, cancels and changes of readiness, and the laws that hold whatever comes. A
 * failure prints its seed ({@code -Dseed=}) and its lines, ready to paste into {@code src/test/resources/calls}.
 */
class CallTableLawsTest {

    private static final int RUNS = 400;
    private static final int STEPS = 250;
    private static final List<String> CALLERS = List.of("web", "shop", "a", "b");
    private static final List<String> NODES = List.of("a", "b", "c");

    @Test
    void trap29_everyCallEndsInOneResultWhateverDies() {
        Long only = Long.getLong("seed");
        for (long seed = only == null ? 0 : only; seed < (only == null ? RUNS : only + 1); seed++) {
            new Run(seed).run();
        }
    }

    /** A call as its caller knows it. */
    private static final class Made {
        final String line;
        final String node;
        int results;
        int deliveries;
        long runsAt;
        long untilNanos;
        boolean isOwed = true;

        Made(String line, String node) {
            this.line = line;
            this.node = node;
        }
    }

    private static final class Run {
        private final long seed;
        private final Random random;
        private final CallScript script = new CallScript(true);
        private final StringBuilder lines = new StringBuilder();
        private final Map<String, Made> calls = new HashMap<>(); // by "#id caller"
        private final Map<String, String> availability = new HashMap<>();
        private final Map<String, Integer> concurrency = new HashMap<>();
        private final Map<String, List<Long>> instances = new HashMap<>();
        private final Set<Long> present = new HashSet<>();
        private int ids;
        private long nextInstance = 100;

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() {
            for (String node : NODES) {
                concurrency.put(node, random.nextInt(3));
                instances.put(node, new ArrayList<>());
                publish(node, "ON_CALL");
            }
            for (int i = 0; i < STEPS; i++) {
                act();
            }
            rest();
        }

        private void act() {
            String node = NODES.get(random.nextInt(NODES.size()));
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> call(node);
                case 4, 5, 6 -> some(made -> answer(made, made.runsAt));
                case 7 -> some(this::again);
                case 8 -> some(this::cancel);
                case 9 -> changeReadiness(node);
                case 10 -> comeOrGo(node);
                default -> step("+" + (1 + random.nextInt(2000)) + "ms tick");
            }
        }

        private void call(String node) {
            String caller = CALLERS.get(random.nextInt(CALLERS.size()));
            String id = "#" + ++ids;
            String line = "call %s %s.go %s from=%d".formatted(caller, node, id, 1 + CALLERS.indexOf(caller));
            int millis = 1 + random.nextInt(3000);
            boolean hasDeadline = random.nextInt(3) == 0;
            line += hasDeadline ? " deadline=" + millis + "ms" : "";
            Made made = new Made(line, node);
            made.untilNanos = script.nowNanos + (hasDeadline ? millis : 5000) * 1_000_000L;
            calls.put(id + " " + caller, made);
            step(line);
        }

        /** Lost, or doubled, or from somebody else, now and then. */
        private void answer(Made made, long instance) {
            if (made.deliveries > 0 && random.nextInt(5) > 0) {
                boolean forged = random.nextInt(10) == 0;
                String line = "result " + idAndCaller(made) + " from=" + (forged ? 66 : instance);
                boolean passed = step(line).contains("pass");
                law(!(forged && passed && instance != 0), "a result of somebody else is not passed on");
                hears(made, passed);
            }
        }

        /** By a caller that still waits. */
        private void again(Made made) {
            if (script.nowNanos < made.untilNanos) {
                made.isOwed = true;
                step(made.line);
            }
        }

        private void cancel(Made made) {
            step("cancel " + idAndCaller(made));
        }

        private void hears(Made made, boolean passed) {
            if (passed) {
                law(made.isOwed, "one result for " + made.line);
                made.isOwed = false;
                made.results++;
            }
        }

        private void changeReadiness(String node) {
            publish(node, List.of("ON_CALL", "COMING", "READY", "READY", "DOWN").get(random.nextInt(5)));
        }

        private void comeOrGo(String node) {
            List<Long> there = known(instances, node);
            if (there.isEmpty() || (there.size() < 3 && random.nextBoolean())) {
                long instance = nextInstance++;
                there.add(instance);
                present.add(instance);
                publish(node, known(availability, node));
                step("came " + node + " " + instance);
            } else {
                long instance = there.remove(random.nextInt(there.size()));
                present.remove(instance);
                step("left " + node + " " + instance);
                if (random.nextInt(4) > 0) {
                    step("died " + node + " " + instance);
                }
                publish(node, known(availability, node));
            }
        }

        private void publish(String node, String now) {
            availability.put(node, now);
            String ids = String.join(
                    ",", known(instances, node).stream().map(String::valueOf).toList());
            step("publish %s %s concurrency=%d queue=5%s"
                    .formatted(node, now, known(concurrency, node), ids.isEmpty() ? "" : " instances=" + ids));
        }

        /** Nothing more happens: what is open ends by its deadline, a minute later where it waited for a boot. */
        private void rest() {
            step("+100000ms tick");
            law(script.table.calls().size() == 0, "nothing is left in the table");
            law(script.table.nextNanos().isEmpty(), "no alarm is left");
            law(script.table.calls().waits().isEmpty(), "nobody is left waiting for another");
            for (Callee callee : script.table.callees()) {
                law(callee.isIdle(), callee.node() + " has no calls left");
            }
            calls.values().forEach(made -> law(made.results >= 1, "a result came for " + made.line));
        }

        private List<String> step(String line) {
            lines.append(line).append('\n');
            List<CallEffect> effects = script.step(line);
            effects.forEach(this::obey);
            NODES.forEach(this::limits);
            return effects.stream().map(script::text).toList();
        }

        private void obey(CallEffect effect) {
            if (effect instanceof CallEffect.Answer answer) {
                Made made = known(
                        calls,
                        "#" + answer.key().id() + " " + script.name(answer.key().mailbox()));
                hears(made, true);
            } else if (effect instanceof CallEffect.Deliver deliver) {
                delivered(deliver);
            }
        }

        private void delivered(CallEffect.Deliver deliver) {
            Made made = known(calls, deliver.call() + " " + deliver.call().caller());
            law(
                    made.deliveries > 0 || known(availability, made.node).equals("READY"),
                    "only a node that is ready is given " + made.line);
            law(made.deliveries == 0 || made.runsAt == deliver.instance(), "no two instances are given " + made.line);
            law(
                    deliver.instance() == 0 || present.contains(deliver.instance()),
                    "it is there that is given " + made.line);
            made.deliveries++;
            made.runsAt = deliver.instance();
        }

        private void limits(String node) {
            for (Callee callee : script.table.callees()) {
                if (callee.node().equals(node)) {
                    law(callee.held().size() <= 5, "the queue is bounded");
                    overload(callee);
                }
            }
        }

        /** A call whose answer was lost is asked for again beside the others: it does not run again. */
        private void overload(Callee callee) {
            int most = known(concurrency, callee.node());
            for (long instance : present) {
                long running = callee.running(instance).stream()
                        .filter(call -> known(calls, call + " " + call.caller()).results == 0)
                        .count();
                law(most == 0 || running <= most, "never more than " + most + " at once");
            }
        }

        private void some(Consumer<Made> action) {
            List<Made> all = List.copyOf(calls.values());
            if (!all.isEmpty()) {
                action.accept(all.get(random.nextInt(all.size())));
            }
        }

        private static String idAndCaller(Made made) {
            String[] words = made.line.split(" ");
            return words[3] + " " + words[1];
        }

        private void law(boolean holds, String text) {
            assertThat(holds)
                    .as("%s, broken with -Dseed=%d by:%n%s", text, seed, lines)
                    .isTrue();
        }

        private static <K, V> V known(Map<K, V> map, K key) {
            return java.util.Objects.requireNonNull(map.get(key), () -> "no " + key);
        }
    }
}
