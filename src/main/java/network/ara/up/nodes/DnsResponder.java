package network.ara.up.nodes;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What this server answers: from its zone, through its forwarder, or that it won't.
 *
 * <p>Spec: RFC 1035 §4.1, RFC 6891 (EDNS). Thread: one, that of the forwarder.
 */
final class DnsResponder {

    /** The size that needs no fragments anywhere, by the agreement of DNS flag day 2020. */
    static final int MAX_UDP = 1232;

    static final int MAX_TCP = 65535;

    private static final int MIN_UDP = 512;
    private static final int QR = 0x80;

    private final DnsZone zone;
    private final Optional<DnsForwarder> forwarder;
    private long received;
    private long answered;
    private long forwarded;
    private long refused;
    private long failed;
    private long malformed;

    DnsResponder(DnsZone zone, Optional<DnsForwarder> forwarder) {
        this.zone = zone;
        this.forwarder = forwarder;
    }

    /**
     * The answer to the bytes of a query; none to what is no query, as two servers could answer each other's errors for
     * ever.
     *
     * @param udp whether the answer goes into a datagram, and is cut to what the client takes
     */
    CompletionStage<Optional<byte[]>> respond(byte[] bytes, boolean udp) {
        received++;
        if (bytes.length < Header.LENGTH || (bytes[2] & QR) != 0) {
            malformed++;
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Message query;
        try {
            query = new Message(bytes);
        } catch (IOException | RuntimeException e) {
            malformed++;
            return CompletableFuture.completedFuture(Optional.of(formatError(bytes)));
        }
        return respond(query).thenApply(answer -> Optional.of(answer.toWire(udp ? udpLimit(query) : MAX_TCP)));
    }

    /** The answer to a query. */
    CompletionStage<Message> respond(Message query) {
        Optional<Integer> objection = objection(query);
        if (objection.isPresent()) {
            return CompletableFuture.completedFuture(error(query, objection.get()));
        }
        Record question = query.getQuestion();
        if (zone.contains(question.getName())) {
            return fromZone(query);
        }
        if (forwarder.isEmpty() || !query.getHeader().getFlag(Flags.RD)) {
            return CompletableFuture.completedFuture(error(query, Rcode.REFUSED));
        }
        return forwarder.get().ask(question, query).handle((answer, thrown) -> {
            if (thrown != null) {
                return error(query, rcode(thrown));
            }
            forwarded++;
            Message reply = reply(query, answer.getRcode());
            copy(answer, reply, Section.ANSWER);
            copy(answer, reply, Section.AUTHORITY);
            copy(answer, reply, Section.ADDITIONAL);
            return reply;
        });
    }

    DnsStats stats(long unsent) {
        int forwarding = forwarder.map(DnsForwarder::inFlight).orElse(0);
        return new DnsStats(zone.size(), forwarding, received, answered, forwarded, refused, failed, malformed, unsent);
    }

    /** The rcode that says what is wrong with a query. */
    private static Optional<Integer> objection(Message query) {
        if (query.getHeader().getOpcode() != Opcode.QUERY) {
            return Optional.of(Rcode.NOTIMP);
        }
        long options = query.getSection(Section.ADDITIONAL).stream()
                .filter(record -> record.getType() == Type.OPT)
                .count();
        if (query.getHeader().getCount(Section.QUESTION) != 1 || options > 1) {
            return Optional.of(Rcode.FORMERR);
        }
        OPTRecord opt = query.getOPT();
        if (opt != null && opt.getVersion() > 0) {
            return Optional.of(Rcode.BADVERS);
        }
        Record question = query.getQuestion();
        boolean isData = Type.isRR(question.getType()) || question.getType() == Type.ANY;
        // Zone transfers among them: nobody here is a secondary.
        return question.getDClass() == DClass.IN && isData ? Optional.empty() : Optional.of(Rcode.REFUSED);
    }

    private CompletionStage<Message> fromZone(Message query) {
        answered++;
        Record question = query.getQuestion();
        DnsZone.Answer found = zone.find(question.getName(), question.getType());
        Message reply = reply(query, found.rcode());
        if (found.authoritative()) {
            reply.getHeader().setFlag(Flags.AA);
        }
        add(reply, found.answers(), Section.ANSWER);
        add(reply, found.authority(), Section.AUTHORITY);
        add(reply, zone.additional(found.authority()), Section.ADDITIONAL);
        add(reply, zone.additional(found.answers()), Section.ADDITIONAL);
        if (found.leftAt().isEmpty()
                || forwarder.isEmpty()
                || !query.getHeader().getFlag(Flags.RD)) {
            return CompletableFuture.completedFuture(reply);
        }
        Record next = Record.newRecord(found.leftAt().get(), question.getType(), DClass.IN);
        return forwarder.get().ask(next, query).handle((answer, thrown) -> {
            // Without the rest the chain inside the zone is still a true answer.
            if (thrown == null) {
                reply.getHeader().setRcode(answer.getRcode() & 0xf);
                copy(answer, reply, Section.ANSWER);
            }
            return reply;
        });
    }

    private int rcode(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof DnsForwarder.NotForwarded reason ? reason.rcode() : Rcode.SERVFAIL;
    }

    private Message error(Message query, int rcode) {
        switch (rcode) {
            case Rcode.REFUSED -> refused++;
            case Rcode.SERVFAIL -> failed++;
            default -> malformed++;
        }
        return reply(query, rcode);
    }

    private Message reply(Message query, int rcode) {
        Message reply = new Message(query.getHeader().getID());
        Header header = reply.getHeader();
        header.setOpcode(query.getHeader().getOpcode());
        header.setFlag(Flags.QR);
        if (forwarder.isPresent()) {
            header.setFlag(Flags.RA);
        }
        for (int flag : List.of((int) Flags.RD, (int) Flags.CD)) {
            if (query.getHeader().getFlag(flag)) {
                header.setFlag(flag);
            }
        }
        query.getSection(Section.QUESTION).forEach(question -> reply.addRecord(question, Section.QUESTION));
        OPTRecord asked = query.getOPT();
        if (asked != null) {
            int flags = asked.getFlags() & ExtendedFlags.DO;
            reply.addRecord(new OPTRecord(MAX_UDP, rcode >> 4, 0, flags), Section.ADDITIONAL);
        }
        // An rcode above 15 needs EDNS to be said.
        header.setRcode(asked == null && rcode > 0xf ? Rcode.SERVFAIL : rcode & 0xf);
        return reply;
    }

    private static void add(Message reply, List<RRset> sets, int section) {
        for (RRset set : sets) {
            for (Record record : set.rrs()) {
                if (!reply.findRecord(record)) {
                    reply.addRecord(record, section);
                }
            }
        }
    }

    private static void copy(Message from, Message to, int section) {
        for (Record record : from.getSection(section)) {
            if (record.getType() != Type.OPT && record.getType() != Type.TSIG) {
                to.addRecord(record, section);
            }
        }
    }

    private static int udpLimit(Message query) {
        OPTRecord opt = query.getOPT();
        return opt == null ? MIN_UDP : Math.min(MAX_UDP, Math.max(MIN_UDP, opt.getPayloadSize()));
    }

    /** All that is sure of a query that could not be read is its header. */
    private static byte[] formatError(byte[] query) {
        Header header = new Header((query[0] & 0xff) << 8 | (query[1] & 0xff));
        header.setFlag(Flags.QR);
        header.setOpcode((query[2] >> 3) & 0xf);
        header.setRcode(Rcode.FORMERR);
        return header.toWire();
    }
}
