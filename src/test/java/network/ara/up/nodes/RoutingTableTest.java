package network.ara.up.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoutingTableTest {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Random random = new Random(42);
    private final DhtId own = DhtId.random(random);
    private final RoutingTable table = new RoutingTable(own, 0);
    private int lastPort = 1000;

    @Test
    void aBucketThatIsNotOurOwnKeepsItsEight() {
        List<DhtContact> far = fill(0, 9);

        assertThat(table.size()).isEqualTo(8);
        assertThat(table.closest(far.get(8).id(), 100)).doesNotContain(far.get(8));
    }

    @Test
    void ourOwnBucketSplitsSoThatNearNodesAlwaysFindRoom() {
        for (int prefix = 0; prefix < 30; prefix++) {
            fill(prefix, 3);
        }

        assertThat(table.size()).isEqualTo(90);
        assertThat(table.bucketCount()).isGreaterThan(20);
    }

    @Test
    void aGoodNodeIsNeverReplaced() {
        List<DhtContact> good = fill(0, 8);

        assertThat(table.answered(contact(0), 14 * MINUTE)).isEmpty();
        assertThat(table.closest(own, 100)).containsExactlyInAnyOrderElementsOf(good);
    }

    @Test
    void theNodeNotHeardOfForLongestIsQuestionedWhenItsPlaceIsWanted() {
        List<DhtContact> old = fill(0, 8);
        old.stream().skip(1).forEach(contact -> table.answered(contact, MINUTE));

        Optional<DhtContact> questioned = table.answered(contact(0), 16 * MINUTE);

        assertThat(questioned).contains(old.get(0));
    }

    @Test
    void aBadNodeGivesItsPlaceToOneInReserve() {
        List<DhtContact> contacts = fill(0, 9);
        DhtContact bad = contacts.get(3);

        table.failed(bad, 0);
        assertThat(table.closest(own, 100)).contains(bad);
        table.failed(bad, 0);

        assertThat(table.closest(own, 100)).doesNotContain(bad).contains(contacts.get(8));
    }

    @Test
    void anAnswerForgivesAFailure() {
        DhtContact contact = fill(0, 1).get(0);

        table.failed(contact, 0);
        table.answered(contact, 1);
        table.failed(contact, 2);

        assertThat(table.closest(own, 1)).containsExactly(contact);
    }

    @Test
    void aQueryOfAStrangerLetsNobodyIn() {
        assertThat(table.queried(contact(5), 0)).isTrue();
        assertThat(table.size()).isZero();
    }

    @Test
    void aQueryKeepsAKnownNodeGood() {
        DhtContact contact = fill(0, 1).get(0);

        assertThat(table.queried(contact, 10 * MINUTE)).isFalse();

        assertThat(table.isGood(contact, 20 * MINUTE)).isTrue();
        assertThat(table.isGood(contact, 26 * MINUTE)).isFalse();
    }

    @Test
    void aNodeStartedAgainWithAnotherIdLeavesNoGhost() {
        DhtContact before = contact(3);
        DhtContact after = new DhtContact(own.randomNeighbour(4, random), before.address());
        table.answered(before, 0);

        table.answered(after, 1);

        assertThat(table.closest(own, 10)).containsExactly(after);
    }

    @Test
    void nobodyTakesTheIdOfAGoodNode() {
        DhtContact owner = contact(3);
        DhtContact thief = new DhtContact(owner.id(), Loopback.address(127, 9, 9));
        table.answered(owner, 0);

        table.answered(thief, 1);
        assertThat(table.closest(own, 10)).containsExactly(owner);

        table.answered(thief, 20 * MINUTE);
        assertThat(table.closest(own, 10)).containsExactly(thief);
    }

    @Test
    void weAreNotInOurOwnTable() {
        table.answered(new DhtContact(own, Loopback.port(1)), 0);

        assertThat(table.size()).isZero();
        assertThat(table.queried(new DhtContact(own, Loopback.port(1)), 0)).isFalse();
    }

    @Test
    void aBucketIsRefreshedOnceInFifteenQuietMinutes() {
        fill(0, 2);

        assertThat(table.refreshTargets(14 * MINUTE, random)).isEmpty();
        assertThat(table.refreshTargets(15 * MINUTE, random)).hasSize(table.bucketCount());
        assertThat(table.refreshTargets(16 * MINUTE, random)).isEmpty();
    }

    @Test
    void whateverHappensTheTableStaysBoundedAndInOrder() {
        List<DhtContact> seen = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            DhtContact contact = seen.isEmpty() || random.nextInt(3) > 0
                    ? contact(random.nextInt(40))
                    : seen.get(random.nextInt(seen.size()));
            seen.add(contact);
            if (random.nextInt(4) == 0) {
                table.failed(contact, i * MINUTE / 10);
            } else {
                table.answered(contact, i * MINUTE / 10);
            }
        }

        DhtId target = DhtId.random(random);
        List<DhtContact> all = table.closest(target, 10_000);
        assertThat(all).hasSize(table.size()).doesNotHaveDuplicates();
        assertThat(all).extracting(DhtContact::address).doesNotHaveDuplicates();
        assertThat(all).extracting(DhtContact::id).doesNotHaveDuplicates();
        assertThat(all)
                .isSortedAccordingTo(
                        Comparator.comparing(contact -> contact.id().distanceTo(target)));
        assertThat(table.size()).isLessThanOrEqualTo(8 * table.bucketCount());
        assertThat(table.closest(target, 8)).isEqualTo(all.subList(0, 8));
    }

    private List<DhtContact> fill(int prefix, int count) {
        List<DhtContact> contacts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DhtContact contact = contact(prefix);
            table.answered(contact, 0);
            contacts.add(contact);
        }
        return contacts;
    }

    private DhtContact contact(int prefix) {
        lastPort++;
        InetSocketAddress address = Loopback.address(127, 1 + lastPort / 60_000, 1 + lastPort % 60_000);
        return new DhtContact(own.randomNeighbour(prefix, random), address);
    }
}
