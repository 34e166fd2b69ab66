package network.ara.up.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import network.ara.up.wire.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * For tests: writes down what it is told, and decides by a call's method: {@code keep}, {@code others} (not the member that
 * joined last), {@code answer} (kept, and {@code ["answer"]} sent to the namespace), {@code fail}; all else passes.
 */
final class RecordingGate implements Gate {

    final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    /** Those who are there, by order of arrival. */
    final List<Member> members = new ArrayList<>();

    /** Null while this process does not lead. */
    volatile @Nullable Switchboard switchboard;

    String next() throws InterruptedException {
        String next = told.poll(Participant.PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    @Override
    public void leading(Switchboard now) {
        switchboard = now;
        told.add("leading");
    }

    @Override
    public void following() {
        switchboard = null;
        told.add("following");
    }

    @Override
    public void joined(Member member) {
        members.add(member);
        told.add((member.isVisitor() ? "visitor " : "joined ") + member.namespace());
    }

    @Override
    public void left(Member member) {
        members.remove(member);
        told.add("left " + member.namespace());
    }

    @Override
    public Verdict judge(Member from, Envelope envelope, Supplier<byte[]> text) {
        told.add(new String(text.get(), UTF_8));
        return switch (envelope.method()) {
            case "keep" -> Verdict.KEEP;
            case "others" -> new Verdict.PassExcept(Set.of(members.get(members.size() - 1)));
            case "answer" -> answered(from);
            case "fail" -> throw new IllegalStateException("as the test expects");
            default -> Verdict.PASS;
        };
    }

    private Verdict answered(Member from) {
        if (switchboard != null) {
            switchboard.send(from.namespace(), "[\"answer\"]".getBytes(UTF_8), member -> true);
        }
        return Verdict.KEEP;
    }
}
