package network.ara.up.nodes;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;

/**
 * Asks another server: from a port of its own each time, by TCP when the answer was cut, again when there was none.
 *
 * <p>Each question carries an EDNS option with the marks of the forwarders that it came through, so that one which comes
 * back is known: a server ignores an option that it doesn't know (RFC 6891 §6.1.2). To a server that can't even do that,
 * and says FORMERR, the question goes again without EDNS.
 *
 * <p>Thread: the executor given, which must be one thread; stages complete there.
 */
final class DnsForwarder {

    static final int MAX_IN_FLIGHT = 512;

    /** Of the range for local use, RFC 6891 §9. */
    private static final int TRAIL = 65313;

    private static final int MARK_LENGTH = 8;
    private static final int MAX_FORWARDERS = 16;

    /** Two attempts end below the 5 s that callers have. */
    private static final int ATTEMPTS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SimpleResolver resolver;
    private final Executor loop;
    private final byte[] mark = new byte[MARK_LENGTH];
    private int inFlight;

    DnsForwarder(InetSocketAddress server, Executor loop) {
        this.resolver = new SimpleResolver(server);
        this.resolver.setTimeout(PATIENCE);
        this.loop = loop;
        new SecureRandom().nextBytes(mark);
    }

    /** Why a question was not forwarded. Has no stack trace. */
    static final class NotForwarded extends Exception {
        private static final long serialVersionUID = 1L;

        private final int rcode;

        NotForwarded(int rcode, String message) {
            super(message, null, false, false);
            this.rcode = rcode;
        }

        int rcode() {
            return rcode;
        }
    }

    /**
     * Asks.
     *
     * @param question what to ask, which is the query's own or where its CNAME leads
     * @param query whose flags and marks go along
     */
    CompletionStage<Message> ask(Record question, Message query) {
        byte[] trail = trail(query);
        if (isLoop(trail)) {
            return CompletableFuture.failedFuture(
                    new NotForwarded(Rcode.REFUSED, "the question came back to this server"));
        }
        if (inFlight >= MAX_IN_FLIGHT) {
            return CompletableFuture.failedFuture(
                    new NotForwarded(Rcode.SERVFAIL, "too many questions wait for an answer"));
        }
        inFlight++;
        return attempt(forwarded(question, query, trail), ATTEMPTS)
                .thenComposeAsync(answer -> withoutEdnsIfUnknown(answer, question, query), loop)
                .whenComplete((answer, error) -> inFlight--);
    }

    int inFlight() {
        return inFlight;
    }

    private CompletionStage<Message> attempt(Message question, int left) {
        CompletionStage<Message> attempt = resolver.sendAsync(question, loop);
        if (left == 1) {
            return attempt;
        }
        return attempt.handleAsync(
                        (answer, error) ->
                                error == null ? CompletableFuture.completedFuture(answer) : attempt(question, left - 1),
                        loop)
                .thenCompose(Function.identity());
    }

    private CompletionStage<Message> withoutEdnsIfUnknown(Message answer, Record question, Message query) {
        if (answer.getRcode() != Rcode.FORMERR) {
            return CompletableFuture.completedFuture(answer);
        }
        SimpleResolver plain = new SimpleResolver(resolver.getAddress());
        plain.setTimeout(PATIENCE);
        plain.setEDNS(-1, 0, 0, List.of());
        Message again = plainQuestion(question, query);
        return plain.sendAsync(again, loop);
    }

    private Message forwarded(Record question, Message query, byte[] trail) {
        Message message = plainQuestion(question, query);
        OPTRecord asked = query.getOPT();
        int flags = asked == null ? 0 : asked.getFlags() & ExtendedFlags.DO;
        ByteArrayOutputStream marks = new ByteArrayOutputStream();
        marks.writeBytes(trail);
        marks.writeBytes(mark);
        EDNSOption option = new GenericEDNSOption(TRAIL, marks.toByteArray());
        message.addRecord(new OPTRecord(DnsResponder.MAX_UDP, 0, 0, flags, option), Section.ADDITIONAL);
        return message;
    }

    private static Message plainQuestion(Record question, Message query) {
        Message message = Message.newQuery(question);
        if (query.getHeader().getFlag(Flags.CD)) {
            message.getHeader().setFlag(Flags.CD);
        }
        return message;
    }

    private static byte[] trail(Message query) {
        OPTRecord opt = query.getOPT();
        if (opt == null) {
            return new byte[0];
        }
        ByteArrayOutputStream marks = new ByteArrayOutputStream();
        for (EDNSOption option : opt.getOptions(TRAIL)) {
            byte[] wire = option.toWire();
            // Code and length come first, two bytes each.
            marks.write(wire, 4, wire.length - 4);
        }
        return marks.toByteArray();
    }

    private boolean isLoop(byte[] trail) {
        ByteString own = ByteString.of(mark);
        for (int at = 0; at + MARK_LENGTH <= trail.length; at += MARK_LENGTH) {
            if (ByteString.of(trail, at, MARK_LENGTH).equals(own)) {
                return true;
            }
        }
        return trail.length > MAX_FORWARDERS * MARK_LENGTH;
    }
}
