package network.ara.up.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DhtIdTest {

    @Test
    void anIdIsFortyHexadecimalDigits() {
        String hex = "0123456789abcdef0123456789abcdef01234567";

        assertThat(DhtId.parse(hex)).hasToString(hex).isEqualTo(DhtId.parse(hex.toUpperCase(java.util.Locale.ROOT)));
        assertThatThrownBy(() -> DhtId.parse("web")).hasMessage("expected 40 hexadecimal digits, got 'web'");
    }

    @Test
    void theIdOfANameIsItsSha1() {
        assertThat(DhtId.sha1("abc")).hasToString("a9993e364706816aba3e25717850c26c9cd0d89d");
    }

    @Test
    void aNeighbourSharesExactlyTheBitsAskedFor() {
        Random random = new Random(1);
        for (int prefix = 0; prefix < DhtId.BITS; prefix++) {
            DhtId own = DhtId.random(random);
            assertThat(own.commonPrefix(own.randomNeighbour(prefix, random))).isEqualTo(prefix);
        }
    }

    @Test
    void theDistanceIsSymmetricAndZeroOnlyToItself() {
        Random random = new Random(2);
        DhtId a = DhtId.random(random);
        DhtId b = DhtId.random(random);

        assertThat(a.distanceTo(b)).isEqualTo(b.distanceTo(a)).isNotEqualTo(a.distanceTo(a));
        assertThat(a.distanceTo(a)).hasToString("0".repeat(40));
        assertThat(a.commonPrefix(a)).isEqualTo(DhtId.BITS);
    }
}
