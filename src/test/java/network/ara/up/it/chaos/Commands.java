package network.ara.up.it.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Gives random commands, one at a time, while processes are killed; and knows what each should have changed. */
final class Commands {

    private static final int REFUSED = 6;
    /** So long after a kill it may not be plain whether a node runs. */
    private static final long UNCLEAR_MICROS = TimeUnit.SECONDS.toMicros(5);

    private final Random random;
    private final ChaosProject project;
    private final UnderTest araUp;
    private final Expectation expectation;
    private final Journals journals;
    private final Ledger ledger;

    private @Nullable Given given;
    /** Nodes that were to be restarted, and since when. */
    private final Map<String, Long> toRestart = new HashMap<>();
    /** Nodes that were to be restarted as the manifest has them now. */
    private final Set<String> toRevise = new HashSet<>();

    /** What was commanded, of which nodes, while how many supervisors had died. */
    private record Given(List<String> words, String node, Set<String> touched, Process process, long from, int deaths) {

        String command() {
            return words.get(0);
        }
    }

    Commands(
            Random random,
            ChaosProject project,
            UnderTest araUp,
            Expectation expectation,
            Journals journals,
            Ledger ledger) {
        this.random = random;
        this.project = project;
        this.araUp = araUp;
        this.expectation = expectation;
        this.journals = journals;
        this.ledger = ledger;
    }

    /** Waits for the one before, and gives another, to a supervisor that was at rest. */
    void give() throws IOException {
        await();
        if (!araUp.isSteady()) {
            return;
        }
        int choice = random.nextInt(100);
        if (choice < 25) {
            stop();
        } else if (choice < 50) {
            start();
        } else if (choice < 70) {
            restart();
        } else if (choice < 80) {
            reset();
        } else if (choice < 95) {
            reload();
        } else {
            give(List.of("wait", "--for", "ready", "--timeout", "60s"), "", Set.of());
        }
    }

    private void stop() throws IOException {
        String node = any(service -> expectation.isUp(service.name()));
        if (random.nextBoolean()) {
            give(List.of("stop", node), node, Set.of(node));
        } else {
            give(List.of("stop", node, "--force"), node, project.withDependents(Set.of(node)));
        }
    }

    private void start() throws IOException {
        String node = any(service -> !expectation.isUp(service.name()));
        if (!node.isEmpty()) {
            give(List.of("start", node), node, project.withRequirements(Set.of(node)));
        }
    }

    private void restart() throws IOException {
        if (random.nextInt(15) == 0) {
            Set<String> up = new HashSet<>(names());
            up.removeIf(name -> !expectation.isUp(name));
            give(List.of("restart"), "", up);
        } else {
            String node = any(service -> expectation.isUp(service.name()) && !service.mayFail());
            give(List.of("restart", node), node, Set.of(node));
        }
    }

    private void reset() throws IOException {
        String node = any(service -> service.mayFail()
                && project.withRequirements(Set.of(service.name())).stream().allMatch(expectation::isUp));
        if (!node.isEmpty()) {
            give(List.of("reset", node), node, Set.of(node));
        }
    }

    private void reload() throws IOException {
        for (int i = random.nextInt(4); i > 0; i--) {
            project.revise(any(service -> service.isOurs()));
        }
        project.write();
        Set<String> revised = new HashSet<>();
        for (ChaosNode node : project.nodes()) {
            if (journals.latest(node.name())
                    .filter(latest -> latest.revision() != project.revision(node.name()))
                    .isPresent()) {
                revised.add(node.name());
            }
        }
        give(List.of("reload"), "", project.withDependents(revised));
    }

    private void give(List<String> words, String node, Set<String> touched) throws IOException {
        long now = Ledger.nowMicros();
        ledger.note(now, "command " + words);
        ledger.commanded(words.get(0));
        given = new Given(words, node, touched, araUp.start(words), now, araUp.deaths());
    }

    /** A random node that is no task and is not manual; empty where there is none. */
    private String any(java.util.function.Predicate<ChaosNode> wanted) {
        List<String> candidates = project.nodes().stream()
                .filter(node -> !node.isTask() && node.kind() != ChaosNode.Kind.MANUAL)
                .filter(wanted)
                .map(ChaosNode::name)
                .toList();
        return candidates.isEmpty() ? "" : candidates.get(random.nextInt(candidates.size()));
    }

    private List<String> names() {
        return project.nodes().stream().map(ChaosNode::name).toList();
    }

    /** Waits for the last command, and takes note of what it should have changed. */
    void await() {
        Given done = given;
        given = null;
        if (done == null) {
            return;
        }
        int exitCode = UnderTest.exitCode(done.process());
        long now = Ledger.nowMicros();
        ledger.note(now, "exit code " + exitCode + " of " + done.words());
        done.touched().forEach(node -> ledger.hit(node, done.from(), now));
        if (araUp.deaths() != done.deaths()) {
            toRestart.clear();
            toRevise.clear();
            return; // nobody knows how far it came; the next 'up' wants everything up again
        }
        switch (done.command()) {
            case "stop" -> stopped(done, exitCode, now);
            case "start", "reset" -> expectation.up(done.touched());
            case "restart" -> done.touched().forEach(node -> toRestart.put(node, done.from()));
            case "reload" -> toRevise.addAll(done.touched());
            default -> {}
        }
        if (exitCode != 0 && !(done.command().equals("stop") && exitCode == REFUSED) && !mayFail(done)) {
            ledger.violation("command " + done.words() + ": exit code " + exitCode);
        }
    }

    private boolean mayFail(Given done) {
        return done.touched().stream().anyMatch(node -> project.node(node).mayFail())
                || done.command().equals("wait");
    }

    private void stopped(Given done, int exitCode, long now) {
        List<String> needing = new ArrayList<>(project.dependents(done.node()));
        needing.removeIf(node -> !expectation.isUp(node));
        boolean unclear = needing.stream()
                .anyMatch(
                        node -> project.node(node).mayFail() || ledger.wasHit(node, done.from() - UNCLEAR_MICROS, now));
        boolean forced = done.words().contains("--force");
        if (exitCode == 0) {
            expectation.down(forced ? done.touched() : Set.of(done.node()));
        }
        if (!forced && !unclear && (exitCode == REFUSED) == needing.isEmpty()) {
            ledger.violation("command " + done.words() + ": exit code " + exitCode + ", and " + needing + " need it");
        }
        if (forced && exitCode != 0) {
            ledger.violation("command " + done.words() + ": exit code " + exitCode);
        }
    }

    /** At rest: whether what was to be restarted was. Then that is forgotten. */
    void check() {
        Set<String> both = new LinkedHashSet<>(toRestart.keySet());
        both.addAll(toRevise);
        both.removeIf(node -> !expectation.isUp(node) || project.node(node).mayFail());
        for (String node : both) {
            journals.latest(node).ifPresent(latest -> {
                if (latest.begunMicros() < toRestart.getOrDefault(node, 0L)
                        && !project.node(node).isTask()) {
                    ledger.violation("not restarted: " + latest);
                }
                if (toRevise.contains(node) && latest.revision() != project.revision(node)) {
                    ledger.violation("not reloaded: " + latest + ", revision " + project.revision(node));
                }
            });
        }
        toRestart.clear();
        toRevise.clear();
    }
}
