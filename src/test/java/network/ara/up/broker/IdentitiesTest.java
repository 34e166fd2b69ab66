package network.ara.up.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import network.ara.up.broker.Destination.Availability;
import network.ara.up.bus.Member;
import network.ara.up.bus.Peer;
import network.ara.up.model.CallPolicy;
import org.junit.jupiter.api.Test;

/** Who is believed to be which node. */
class IdentitiesTest {

    private static final long SESSION = 100;
    private static final RoutingTable TABLE = new RoutingTable(
            Map.of(
                    "web", destination("web", Availability.READY, List.of(SESSION)),
                    "off", destination("off", Availability.ON_CALL, List.of()),
                    "foreign", destination("foreign", Availability.READY, List.of())),
            Map.of(SESSION, "web"));

    private record Connection(OptionalLong process, Optional<String> origin) implements Member {
        @Override
        public Object namespace() {
            return "any";
        }

        @Override
        public Peer peer() {
            throw new AssertionError("what a peer says of itself proves nothing");
        }

        @Override
        public boolean isVisitor() {
            return true;
        }
    }

    private static Destination destination(String node, Availability availability, List<Long> instances) {
        return new Destination(node, availability, CallPolicy.DEFAULT, instances);
    }

    private static Identities.Claim claim(OptionalLong process, long session, String name) {
        return Identities.of(new Connection(process, Optional.empty()), process, session, name, TABLE);
    }

    @Test
    void aProcessOfANodesSessionIsThatNodeWhateverItSays() {
        Identities.Claim claim = claim(OptionalLong.of(101), SESSION, "someone");

        assertThat(claim.caller()).isEqualTo(new CallerIdentity("web", true));
    }

    @Test
    void aNodeWhoseProcessesAreKnownIsNobodyElse() {
        assertThat(claim(OptionalLong.of(7), 7, "web").flaw()).contains("7 is not of it");
        assertThat(claim(OptionalLong.empty(), 0, "web").flaw()).contains("does not tell its process");
    }

    @Test
    void noRuleThatNamesANodeWhichDoesNotRunIsAboutWhoBearsItsName() {
        assertThat(claim(OptionalLong.of(7), 7, "off").caller()).isEqualTo(new CallerIdentity("?off", false));
    }

    @Test
    void whoSomebodyElseStartedIsTakenByItsClaim() {
        assertThat(claim(OptionalLong.of(7), 7, "foreign").caller()).isEqualTo(new CallerIdentity("foreign", false));
        assertThat(claim(OptionalLong.of(7), 7, "stranger").flaw()).isEmpty();
    }

    @Test
    void aPageIsNoProgramOfOurs() {
        Member page = new Connection(OptionalLong.of(7), Optional.of("http://localhost:8080"));

        assertThat(Identities.of(page, OptionalLong.of(7), 7, "web", TABLE).flaw())
                .contains("a page of http://localhost:8080");
        assertThat(Identities.of(page, OptionalLong.of(7), 7, "ara-up", TABLE).flaw())
                .isNotEmpty();
    }
}
