package network.ara.up.it.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import network.ara.up.wire.ErrorCode;

/** What became of every call of a {@link CallRun}, from the journals of callers and callees. */
final class CallAccounts {

    /** Errors of which a caller may not conclude that its call did not run. */
    private static final Set<Integer> UNKNOWN = Set.of(ErrorCode.OUTCOME_UNKNOWN.code(), ErrorCode.TIMED_OUT.code());

    /** A busy machine may be late by so much. */
    private static final int SLACK_MILLIS = 10_000;

    /** One call, by its key. */
    private static final class Account {
        private boolean begun;
        private int results;
        private int code;
        private int runs;
    }

    private final Map<String, Account> accounts = new HashMap<>();
    private final Set<String> finished = new HashSet<>(); // incarnations, as pid.ticks
    private final List<Growing> calls = new ArrayList<>();
    private final List<Growing> runs = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private final int timeoutMillis;
    private int ended;
    private long longestMillis;

    CallAccounts(Path folder, Iterable<String> nodes, int timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
        for (String node : nodes) {
            calls.add(new Growing(folder.resolve("calls").resolve(node)));
            runs.add(new Growing(folder.resolve("ran").resolve(node)));
        }
    }

    /** Reads on what callers have written; returns how many calls have ended by now. */
    int ended() throws IOException {
        for (Growing journal : calls) {
            journal.more().forEach(line -> read(line.split(" ", -1)));
        }
        return ended;
    }

    /** Whether this process has ended its last call. */
    boolean isFinished(String incarnation) {
        return finished.contains(incarnation);
    }

    private void read(String[] words) {
        switch (words[0]) {
            case "begun" -> account(words[1]).begun = true;
            case "ended" -> end(words[1], Integer.parseInt(words[2]), Long.parseLong(words[3]));
            case "finished" -> finished.add(words[1]);
            default -> throw new IllegalArgumentException(String.join(" ", words));
        }
    }

    private void end(String key, int code, long millis) {
        Account account = account(key);
        account.results++;
        account.code = code;
        ended++;
        longestMillis = Math.max(longestMillis, millis);
        if (millis > timeoutMillis + SLACK_MILLIS) {
            late.add("hanging: " + key + " ended after " + millis + " ms");
        }
    }

    /**
     * All that is wrong, once nothing more will be written.
     *
     * @param wasKilled whether a process, as pid.ticks, was killed: its calls may have no result, for nobody waits for it
     */
    List<String> violations(Predicate<String> wasKilled) throws IOException {
        int unused = ended();
        for (Growing journal : runs) {
            journal.more().forEach(key -> account(key).runs++);
        }
        List<String> violations = new ArrayList<>(late);
        accounts.forEach((key, account) -> judge(account, wasKilled.test(key.split(":", -1)[1]))
                .ifPresent(what -> violations.add(what + ": " + key + ", " + account.results + " results, the last "
                        + account.code + ", run " + account.runs + " times")));
        return violations;
    }

    private static Optional<String> judge(Account account, boolean callerKilled) {
        if (account.runs > 1) {
            return Optional.of("run twice");
        } else if (!account.begun) {
            return Optional.of("never called");
        } else if (account.results > 1 || (account.results == 0 && !callerKilled)) {
            return Optional.of("not one result");
        } else if (account.results == 1 && account.code == 0 && account.runs == 0) {
            return Optional.of("answered and not run");
        } else if (account.results == 1 && account.code == 1) {
            return Optional.of("answered with the value of another call");
        } else if (account.runs == 1 && account.results == 1 && account.code != 0 && !UNKNOWN.contains(account.code)) {
            return Optional.of("run, and said to have failed");
        }
        return Optional.empty();
    }

    private Account account(String key) {
        return accounts.computeIfAbsent(key, any -> new Account());
    }

    /** How many calls ended with which code, 0 being a value; of those with an unknown outcome, how many had run. */
    String summary() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Account account : accounts.values()) {
            String end = account.results == 0 ? "caller killed" : account.code == 0 ? "value" : "" + account.code;
            counts.merge(
                    end + (UNKNOWN.contains(account.code) && account.runs == 1 ? " and had run" : ""), 1, Integer::sum);
        }
        return accounts.size() + " calls, " + counts + ", the longest " + longestMillis + " ms";
    }
}
