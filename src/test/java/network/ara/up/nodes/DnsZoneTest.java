package network.ara.up.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

class DnsZoneTest {

    private final DnsZone zone = new DnsZone(
            DnsUpdates.name("ara.local."),
            new ARecord(DnsUpdates.name("ns.ara.local."), DClass.IN, 60, Loopback.ANY_PORT.getAddress()),
            1000);
    private final DnsUpdates updates = new DnsUpdates(zone);

    @Test
    void anExactNameAndTypeIsAnswered() {
        set("web.ara.local", "A", "127.0.0.2", "127.0.0.3");

        DnsZone.Answer answer = find("WEB.ara.local.", Type.A);

        assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answer.authoritative()).isTrue();
        assertThat(text(answer.answers())).containsExactlyInAnyOrder("A 127.0.0.2", "A 127.0.0.3");
        assertThat(answer.authority()).isEmpty();
    }

    @Test
    void anotherTypeOfANameThatExistsIsNoDataWithTheSoa() {
        set("web.ara.local", "A", "127.0.0.2");

        DnsZone.Answer answer = find("web.ara.local", Type.AAAA);

        assertThat(answer.rcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answer.answers()).isEmpty();
        assertThat(answer.authority()).extracting(RRset::getType).containsExactly(Type.SOA);
    }

    @Test
    void aNameThatDoesNotExistIsNxdomainWithTheSoa() {
        DnsZone.Answer answer = find("nobody.ara.local", Type.A);

        assertThat(answer.rcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(answer.authority()).extracting(RRset::getType).containsExactly(Type.SOA);
    }

    @Test
    void aNameThatOnlyHasNamesBelowItExists() {
        set("a.b.c.ara.local", "A", "127.0.0.2");

        assertThat(find("b.c.ara.local", Type.A).rcode()).isEqualTo(Rcode.NOERROR);
        assertThat(find("c.ara.local", Type.A).rcode()).isEqualTo(Rcode.NOERROR);
        assertThat(find("x.c.ara.local", Type.A).rcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void aWildcardAnswersForNamesThatDoNotExist() {
        set("*.ara.local", "A", "127.0.0.9");
        set("web.ara.local", "TXT", "here");
        set("deep.zone.ara.local", "TXT", "here");

        assertThat(text(find("any.ara.local", Type.A).answers())).containsExactly("A 127.0.0.9");
        assertThat(text(find("a.b.ara.local", Type.A).answers())).containsExactly("A 127.0.0.9");
        assertThat(find("any.ara.local", Type.A).answers().get(0).getName()).hasToString("any.ara.local.");
        // RFC 4592: a name that exists, with or without records, is not the wildcard's.
        assertThat(find("web.ara.local", Type.A).answers()).isEmpty();
        assertThat(find("zone.ara.local", Type.A).answers()).isEmpty();
        assertThat(find("x.zone.ara.local", Type.A).rcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(find("any.ara.local", Type.MX).rcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void aChainOfAliasesIsFollowedInsideTheZone() {
        set("www.ara.local", "CNAME", "lb.ara.local");
        set("lb.ara.local", "CNAME", "web.ara.local.");
        set("web.ara.local", "A", "127.0.0.2");

        assertThat(text(find("www.ara.local", Type.A).answers()))
                .containsExactly("CNAME lb.ara.local.", "CNAME web.ara.local.", "A 127.0.0.2");
        assertThat(text(find("www.ara.local", Type.CNAME).answers())).containsExactly("CNAME lb.ara.local.");
    }

    @Test
    void anAliasOfAWildcardIsFollowedToo() {
        set("*.ara.local", "CNAME", "web.ara.local");
        set("web.ara.local", "A", "127.0.0.2");

        assertThat(text(find("any.ara.local", Type.A).answers()))
                .containsExactly("CNAME web.ara.local.", "A 127.0.0.2");
    }

    @Test
    void anAliasThatLeadsNowhereOrInACircleEnds() {
        set("gone.ara.local", "CNAME", "nobody.ara.local");
        set("a.ara.local", "CNAME", "b.ara.local");
        set("b.ara.local", "CNAME", "a.ara.local");
        set("out.ara.local", "CNAME", "example.com");

        assertThat(find("gone.ara.local", Type.A).rcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(text(find("a.ara.local", Type.A).answers()))
                .containsExactly("CNAME b.ara.local.", "CNAME a.ara.local.");
        assertThat(find("out.ara.local", Type.A).leftAt()).contains(DnsUpdates.name("example.com."));
    }

    @Test
    void namesBelowADelegationAreReferredToItsServers() {
        set("sub.ara.local", "NS", "ns.sub.ara.local");
        set("ns.sub.ara.local", "A", "127.0.0.7");

        DnsZone.Answer answer = find("x.sub.ara.local", Type.A);

        assertThat(answer.authoritative()).isFalse();
        assertThat(text(answer.authority())).containsExactly("NS ns.sub.ara.local.");
        assertThat(text(zone.additional(answer.authority()))).containsExactly("A 127.0.0.7");
    }

    @Test
    void setReplacesAndRemoveTellsWhetherThereWasAnything() {
        set("web.ara.local", "A", "127.0.0.2");
        set("web.ara.local", "A", "127.0.0.3");
        set("web.ara.local", "TXT", "x");
        assertThat(text(find("web.ara.local", Type.A).answers())).containsExactly("A 127.0.0.3");

        assertThat(updates.remove("web.ara.local", "a")).isTrue();
        assertThat(updates.remove("web.ara.local", "A")).isFalse();
        assertThat(find("web.ara.local", Type.A).rcode()).isEqualTo(Rcode.NOERROR);

        assertThat(updates.remove("web.ara.local", "ANY")).isTrue();
        assertThat(find("web.ara.local", Type.A).rcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void eachChangeIsAnotherSerial() {
        String before = text(find("ara.local", Type.SOA).answers()).get(0);

        set("web.ara.local", "A", "127.0.0.2");

        assertThat(text(find("ara.local", Type.SOA).answers()).get(0)).isNotEqualTo(before);
    }

    @Test
    void aLongTextIsCutIntoStringsAndComesBackWhole() {
        String text = "käse ".repeat(120);
        set("web.ara.local", "TXT", text);

        Record record = find("web.ara.local", Type.TXT).answers().get(0).first();

        assertThat(DnsRecord.of(record).data()).isEqualTo(text);
    }

    @Test
    void whatCanNotBeServedIsRefusedWithWhatIsExpected() {
        assertRefused("example.com", "A", "127.0.0.1", "expected a name in zone 'ara.local.', got 'example.com'");
        assertRefused("a..ara.local", "A", "127.0.0.1", "expected a domain name, got 'a..ara.local'");
        assertRefused("a.ara.local", "AA", "127.0.0.1", "expected a type as A, TXT or SRV, got 'AA'");
        assertRefused("a.ara.local", "A", "localhost", "expected the data of a record of type A, got 'localhost'");
        assertRefused("a.ara.local", "SRV", "1 2", "expected the data of a record of type SRV, got '1 2'");
        assertRefused("ara.local", "SOA", "x", "records of type SOA of 'ara.local.' are not for setting");
        assertRefused("ara.local", "NS", "x", "records of type NS of 'ara.local.' are not for setting");
        assertRefused("a.ara.local", "ANY", "x", "records of type ANY of 'a.ara.local.' are not for setting");
        assertRefused("ns.ara.local", "CNAME", "x", "a CNAME of 'ns.ara.local.' must be its only record");
        assertThatThrownBy(() -> updates.set("a.ara.local", "A", -1, List.of("127.0.0.1")))
                .hasMessageStartingWith("expected a ttl from 0");
        assertThatThrownBy(() -> updates.set("a.ara.local", "A", 1, List.of()))
                .hasMessage("expected data for 1 to 256 records, got 0");
        assertThatThrownBy(() -> updates.set("a.ara.local", "TXT", 1, List.of("x".repeat(40_000))))
                .hasMessageStartingWith("expected at most 32768 bytes");
    }

    private void assertRefused(String name, String type, String data, String message) {
        assertThatThrownBy(() -> set(name, type, data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private void set(String name, String type, String... data) {
        updates.set(name, type, 60, List.of(data));
    }

    private DnsZone.Answer find(String name, int type) {
        return zone.find(DnsUpdates.name(name), type);
    }

    private static List<String> text(Collection<RRset> sets) {
        return sets.stream()
                .flatMap(set -> set.rrs(false).stream())
                .map(record -> Type.string(record.getType()) + " " + record.rdataToString())
                .toList();
    }
}
