package network.ara.up.nodes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The names that this server is the authority for.
 *
 * <p>Not dnsjava's Zone, which says NXDOMAIN of a name that only has names below it, and lets a wildcard answer where a
 * nearer name exists: RFC 4592 says otherwise, and resolvers that believe an NXDOMAIN (RFC 8020) then miss the names
 * below.
 *
 * <p>Spec: RFC 1034 §4.3.2, RFC 2308, RFC 4592. Thread: one.
 */
final class DnsZone {

    private static final long TTL = 60;

    /** How long "no such name" may be believed, in seconds: names come and go with the nodes that publish them. */
    private static final long NEGATIVE_TTL = 5;

    private static final int MAX_CHAIN = 16;

    private final Name origin;
    private final NavigableMap<Name, NavigableMap<Integer, RRset>> nodes = new TreeMap<>();
    private long serial;

    /** An empty zone: an SOA and an NS record, and the address of the name server that they name. */
    DnsZone(Name origin, Record nameServer, long serial) {
        this.origin = origin;
        this.serial = serial;
        put(new RRset(new NSRecord(origin, DClass.IN, TTL, nameServer.getName())));
        put(new RRset(nameServer));
        putSoa();
    }

    /**
     * What the zone knows.
     *
     * @param authoritative false for a referral
     * @param leftAt the name outside of the zone that the last CNAME leads to
     */
    record Answer(
            int rcode, boolean authoritative, List<RRset> answers, List<RRset> authority, Optional<Name> leftAt) {}

    Name origin() {
        return origin;
    }

    boolean contains(Name name) {
        return name.subdomain(origin);
    }

    /** Follows CNAMEs as far as they stay inside the zone. */
    Answer find(Name question, int type) {
        return follow(question, type, new ArrayList<>(), new HashSet<>());
    }

    private Answer follow(Name name, int type, List<RRset> answers, Set<Name> seen) {
        if (!contains(name)) {
            return new Answer(Rcode.NOERROR, true, answers, List.of(), Optional.of(name));
        }
        if (seen.size() == MAX_CHAIN || !seen.add(name)) {
            // A circle of CNAMEs: the chain is all that there is to say.
            return new Answer(Rcode.NOERROR, true, answers, List.of(), Optional.empty());
        }
        Optional<RRset> cut = delegation(name);
        if (cut.isPresent()) {
            return new Answer(Rcode.NOERROR, !answers.isEmpty(), answers, List.of(cut.get()), Optional.empty());
        }
        Optional<Map<Integer, RRset>> node = node(name);
        if (node.isEmpty()) {
            return new Answer(Rcode.NXDOMAIN, true, answers, List.of(soa()), Optional.empty());
        }
        List<RRset> found = select(node.get(), type);
        RRset alias = node.get().get(Type.CNAME);
        if (found.isEmpty() && alias != null) {
            answers.add(alias);
            return follow(((CNAMERecord) alias.first()).getTarget(), type, answers, seen);
        }
        answers.addAll(found);
        List<RRset> authority = found.isEmpty() ? List.of(soa()) : List.of();
        return new Answer(Rcode.NOERROR, true, answers, authority, Optional.empty());
    }

    /** The addresses in the zone of the names that these records point to. */
    List<RRset> additional(Collection<RRset> sets) {
        List<RRset> addresses = new ArrayList<>();
        for (RRset set : sets) {
            for (Record record : set.rrs(false)) {
                Name name = record.getAdditionalName();
                Map<Integer, RRset> node = name == null ? Map.of() : nodes.getOrDefault(name, new TreeMap<>());
                node.forEach((type, found) -> {
                    if ((type == Type.A || type == Type.AAAA) && !addresses.contains(found)) {
                        addresses.add(found);
                    }
                });
            }
        }
        return addresses;
    }

    /** Replaces what the name has of that type. */
    void set(RRset set) {
        put(set);
        putSoa();
    }

    /** Returns whether there was anything of that type, {@link Type#ANY} for all types. */
    boolean remove(Name name, int type) {
        Map<Integer, RRset> node = nodes.get(name);
        if (node == null) {
            return false;
        }
        boolean removed = node.keySet().removeIf(held -> (type == Type.ANY || held == type) && !isFixed(name, held));
        if (node.isEmpty()) {
            nodes.remove(name);
        }
        if (removed) {
            putSoa();
        }
        return removed;
    }

    /** Whether the record is the zone's own, which nobody changes. */
    boolean isFixed(Name name, int type) {
        return name.equals(origin) && (type == Type.SOA || type == Type.NS);
    }

    /** What the name itself has; no wildcard. */
    Collection<RRset> at(Name name) {
        return nodes.getOrDefault(name, new TreeMap<>()).values();
    }

    /** In canonical order of their names. */
    List<Record> records() {
        List<Record> records = new ArrayList<>();
        nodes.values().forEach(node -> node.values().forEach(set -> records.addAll(set.rrs(false))));
        return records;
    }

    int size() {
        return nodes.values().stream().mapToInt(Map::size).sum();
    }

    private static List<RRset> select(Map<Integer, RRset> node, int type) {
        if (type == Type.ANY) {
            return List.copyOf(node.values());
        }
        RRset set = node.get(type);
        return set == null ? List.of() : List.of(set);
    }

    /** What a name has, by itself or by a wildcard; empty when it doesn't exist. */
    private Optional<Map<Integer, RRset>> node(Name name) {
        if (exists(name)) {
            return Optional.of(nodes.getOrDefault(name, new TreeMap<>()));
        }
        Name encloser = new Name(name, 1);
        while (!exists(encloser)) {
            encloser = new Name(encloser, 1);
        }
        Map<Integer, RRset> wildcard = nodes.get(below(encloser, "*"));
        if (wildcard == null) {
            return Optional.empty();
        }
        Map<Integer, RRset> made = new TreeMap<>();
        wildcard.forEach((type, set) -> made.put(
                type,
                new RRset(set.rrs(false).stream()
                        .map(record -> record.withName(name))
                        .toList())));
        return Optional.of(made);
    }

    /** Whether the name has records, or a name below it has. In canonical order the latter follow at once. */
    private boolean exists(Name name) {
        Name next = nodes.ceilingKey(name);
        return next != null && next.subdomain(name);
    }

    /** The NS records of the highest name between the origin and this one that is somebody else's. */
    private Optional<RRset> delegation(Name name) {
        for (int labels = name.labels() - origin.labels() - 1; labels >= 0; labels--) {
            Name ancestor = new Name(name, labels);
            RRset cut = nodes.getOrDefault(ancestor, new TreeMap<>()).get(Type.NS);
            if (cut != null) {
                return Optional.of(cut);
            }
        }
        return Optional.empty();
    }

    private void put(RRset set) {
        nodes.computeIfAbsent(set.getName(), name -> new TreeMap<>()).put(set.getType(), set);
    }

    private RRset soa() {
        return nodes.getOrDefault(origin, new TreeMap<>()).getOrDefault(Type.SOA, new RRset());
    }

    /** Each change is another serial, as a secondary or a cache would want it. */
    private void putSoa() {
        serial = (serial + 1) & 0xffffffffL;
        Name server = below(origin, "ns");
        Name mailbox = below(origin, "hostmaster");
        put(new RRset(new SOARecord(
                origin, DClass.IN, NEGATIVE_TTL, server, mailbox, serial, 3600, 600, 86400, NEGATIVE_TTL)));
    }

    static Name below(Name parent, String label) {
        try {
            return new Name(label, parent);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("'" + parent + "' is too long for a name below it", e);
        }
    }
}
