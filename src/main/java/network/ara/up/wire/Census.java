package network.ara.up.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import network.ara.up.wire.IncMessage.Ping;
import network.ara.up.wire.IncMessage.Pong;

/**
 * One round of asking who is there: the ping to send, and the pongs that came back with their round trips.
 *
 * <p>Thread: one at a time. Spec: INC §2, a pong within 5 s counts; how long to wait is the asker's choice.
 */
public final class Census {

    /**
     * One node's answer.
     *
     * @param roundTrip from the ping's sending to the pong's arrival
     */
    public record Answer(Pong pong, Duration roundTrip) {}

    private final Ping ping;
    private long sentNanos;
    private final List<Answer> answers = new ArrayList<>();
    private final Set<String> absent = new HashSet<>();
    private Optional<Set<Long>> present = Optional.empty();

    public Census(Ping ping) {
        this.ping = ping;
    }

    /** The ping goes out for the first time: monotonic nanoseconds, as all times here. */
    public void sent(long nowNanos) {
        sentNanos = nowNanos;
    }

    /** To be sent to everybody; again after the bus changed its leader, for whoever has answered by then is not counted twice. */
    public Ping ping() {
        return ping;
    }

    /**
     * Takes a pong from the asker's mailbox.
     *
     * @return the answer, or empty: it answers another ping, was not asked for, or has answered before
     */
    public Optional<Answer> heard(Pong pong, long nowNanos) {
        boolean other = pong.id().isPresent() && !pong.id().equals(ping.id());
        boolean unasked = pong.name().isPresent() && !ping.asks(pong.name().get());
        if (other || unasked || answers.stream().anyMatch(earlier -> isSame(earlier.pong(), pong))) {
            return Optional.empty();
        }
        Answer answer = new Answer(pong, Duration.ofNanos(nowNanos - sentNanos));
        answers.add(answer);
        return Optional.of(answer);
    }

    /**
     * It became known which processes are on the bus. Each of them may hold several nodes, whose pongs come within a moment.
     *
     * @param pids of all members of {@link Mailbox#EVERYBODY} but the asker
     */
    public void present(Collection<Long> pids) {
        present = Optional.of(Set.copyOf(pids));
    }

    /** It became known that this node's mailbox is empty: it need not be waited for. */
    public void absent(String node) {
        absent.add(node);
    }

    /** Whether everybody has answered who was asked by name and is there; else, once that is known, every process that is there. */
    public boolean isComplete() {
        if (ping.nodes().isEmpty()) {
            return present.isPresent() && present.get().stream().allMatch(this::hasAnswered);
        }
        return ping.nodes().stream().allMatch(node -> absent.contains(node) || hasAnswered(node));
    }

    private boolean hasAnswered(long pid) {
        return answers.stream().anyMatch(answer -> answer.pong().pid().equals(OptionalLong.of(pid)));
    }

    private boolean hasAnswered(String node) {
        return answers.stream().anyMatch(answer -> answer.pong().name().equals(Optional.of(node)));
    }

    /** In the order of their arrival. */
    public List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** Two pongs that name neither node nor process may well be of two nodes: they count as two. */
    private static boolean isSame(Pong one, Pong other) {
        boolean known = one.name().isPresent() || one.pid().isPresent();
        return known && Objects.equals(one.name(), other.name()) && Objects.equals(one.pid(), other.pid());
    }
}
