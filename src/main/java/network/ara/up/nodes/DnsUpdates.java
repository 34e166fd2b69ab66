package network.ara.up.nodes;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Changes of a zone at the word of others, checked: what is stored can be answered.
 *
 * <p>Errors: {@link IllegalArgumentException} that says what is expected. Thread: that of the zone.
 */
final class DnsUpdates {

    private static final int MAX_RECORD_SETS = 10_000;

    /** A set of this size fits in one answer by TCP, with its names. */
    private static final int MAX_SET_BYTES = 32 * 1024;

    private static final int MAX_SET_RECORDS = 256;
    private static final long MAX_TTL = Integer.MAX_VALUE;

    /** What the server would have to make more of than an answer. */
    private static final Set<Integer> NOT_SERVED =
            Set.of(Type.SOA, Type.DNAME, Type.RRSIG, Type.NSEC, Type.NSEC3, Type.NSEC3PARAM, Type.SIG, Type.NXT);

    private final DnsZone zone;

    DnsUpdates(DnsZone zone) {
        this.zone = zone;
    }

    void set(String nameText, String typeText, long ttl, List<String> data) {
        Name name = inZone(nameText);
        int type = type(typeText);
        if (NOT_SERVED.contains(type) || !Type.isRR(type) || zone.isFixed(name, type)) {
            throw new IllegalArgumentException(
                    "records of type " + Type.string(type) + " of '" + name + "' are not for setting");
        }
        if (ttl < 0 || ttl > MAX_TTL) {
            throw new IllegalArgumentException("expected a ttl from 0 to " + MAX_TTL + " seconds, got " + ttl);
        }
        if (data.isEmpty() || data.size() > MAX_SET_RECORDS) {
            throw new IllegalArgumentException(
                    "expected data for 1 to " + MAX_SET_RECORDS + " records, got " + data.size());
        }
        checkAlias(name, type, data.size());
        RRset set = new RRset();
        data.forEach(text -> set.addRR(DnsRecord.parse(name, type, ttl, text)));
        checkRoom(name, type, set);
        zone.set(set);
    }

    /** Returns whether there was anything. */
    boolean remove(String nameText, String typeText) {
        return zone.remove(inZone(nameText), type(typeText));
    }

    /** The name, absolute whether or not it ends with a dot. */
    static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException("expected a domain name, got '" + text + "'", e);
        }
    }

    static int type(String text) {
        int type = Type.value(text.toUpperCase(Locale.ROOT), true);
        if (type < 0) {
            throw new IllegalArgumentException("expected a type as A, TXT or SRV, got '" + text + "'");
        }
        return type;
    }

    private Name inZone(String text) {
        Name name = name(text);
        if (!zone.contains(name)) {
            throw new IllegalArgumentException("expected a name in zone '" + zone.origin() + "', got '" + text + "'");
        }
        return name;
    }

    /** Spec: RFC 2181 §10.1: where a CNAME is, nothing else is. */
    private void checkAlias(Name name, int type, int count) {
        Collection<RRset> present = zone.at(name);
        boolean othersPresent = present.stream().anyMatch(set -> set.getType() != Type.CNAME);
        boolean aliasPresent = present.stream().anyMatch(set -> set.getType() == Type.CNAME);
        if (type == Type.CNAME && (othersPresent || count > 1)) {
            throw new IllegalArgumentException(
                    "a CNAME of '" + name + "' must be its only record: remove the others first");
        }
        if (type != Type.CNAME && aliasPresent) {
            throw new IllegalArgumentException("'" + name + "' is a CNAME: remove it first");
        }
    }

    private void checkRoom(Name name, int type, RRset set) {
        int bytes = set.rrs().stream().mapToInt(DnsUpdates::length).sum();
        if (bytes > MAX_SET_BYTES) {
            throw new IllegalArgumentException(
                    "expected at most " + MAX_SET_BYTES + " bytes for one name and type, got " + bytes);
        }
        boolean isNew = zone.at(name).stream().noneMatch(present -> present.getType() == type);
        if (isNew && zone.size() >= MAX_RECORD_SETS) {
            throw new IllegalArgumentException("the zone is full: it has " + MAX_RECORD_SETS + " names and types");
        }
    }

    private static int length(Record record) {
        return record.toWireCanonical().length;
    }
}
