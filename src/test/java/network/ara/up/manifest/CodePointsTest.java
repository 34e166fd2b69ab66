package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodePointsTest {

    @Test
    void bothWaysAgreeWithTheJdkAtEveryPlace() {
        String text = "a\uD83D\uDE00b".repeat(3_000);
        CodePoints points = new CodePoints(text);

        for (int point = 0; point <= text.codePointCount(0, text.length()); point += 97) {
            int index = text.offsetByCodePoints(0, point);
            assertThat(points.toChar(point)).isEqualTo(index);
            assertThat(points.ofChar(index)).isEqualTo(point);
        }
        assertThat(points.toChar(Integer.MAX_VALUE)).isEqualTo(text.length());
    }
}
