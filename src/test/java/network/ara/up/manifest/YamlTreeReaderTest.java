package network.ara.up.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import network.ara.up.manifest.YamlTree.Mapping;
import network.ara.up.manifest.YamlTree.Scalar;
import network.ara.up.manifest.YamlTree.Sequence;
import network.ara.up.model.Problem;
import org.junit.jupiter.api.Test;

class YamlTreeReaderTest {

    private final Problems problems = new Problems();

    @Test
    void aScalarIsItsTextAndKnowsWhetherItWasQuoted() {
        assertThat(show("a: 010\nb: no\nc: '1'\nd: \"\\u0041\"\ne: ~\nf:\ng: 'null'\n"))
                .isEqualTo("{a=010 b=no c='1' d='A' e=null f=null g='null'}");
    }

    @Test
    void everyKeyAndValueHasItsPlace() {
        Mapping map = (Mapping) read("a: b c\n日本: [x, &q \"y z\"]\n").orElseThrow();

        assertThat(map.entries())
                .extracting(entry -> place(entry.key()) + " " + place(entry.value()))
                .containsExactly("1:1+1 1:4+3", "2:1+2 2:5+13");
        assertThat(((Sequence) map.entries().get(1).value()).items())
                .extracting(YamlTreeReaderTest::place)
                .containsExactly("2:6+1", "2:12+5");
    }

    @Test
    void anAliasIsWhatItsAnchorNames() {
        assertThat(show("a: &x {b: c}\nd: *x\ne: &y text\nf: [*y, *x]\n"))
                .isEqualTo("{a={b=c} d={b=c} e=text f=[text {b=c}]}");
    }

    @Test
    void ofMergedKeysOwnOnesWinAndEarlierOverLater() {
        assertThat(show("a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], x: own}\nd: {<<: *b, '<<': 1}\n"))
                .isEqualTo("{a={x=1 y=1} b={y=2 z=2} c={x=own y=1 z=2} d={<<=1 y=2 z=2}}");
    }

    @Test
    void aDuplicateKeyNamesBothPlacesAndTheFirstCounts() {
        assertThat(show("a: 1\nb: 2\na: 3\n")).isEqualTo("{a=1 b=2}");
    }

    @Test
    void aTabWithinTextStays() {
        assertThat(show("a: b\tc\t# comment\n")).isEqualTo("{a=b\tc}");
    }

    @Test
    void jsonIsYaml() {
        assertThat(show("{\"a\":[1,{\"b\":null}]}")).isEqualTo("{a=[1 {b=null}]}");
    }

    private String show(String text) {
        return show(read(text).orElseThrow());
    }

    private Optional<YamlTree> read(String text) {
        return YamlTreeReader.read(new SourceText("test.yml", text), problems);
    }

    private static String show(YamlTree tree) {
        if (tree instanceof Mapping mapping) {
            return mapping.entries().stream()
                    .map(entry -> entry.key().text() + "=" + show(entry.value()))
                    .collect(Collectors.joining(" ", "{", "}"));
        }
        if (tree instanceof Sequence sequence) {
            return sequence.items().stream().map(YamlTreeReaderTest::show).collect(Collectors.joining(" ", "[", "]"));
        }
        Scalar scalar = (Scalar) tree;
        String text = scalar.isNull() ? "null" : scalar.text();
        return scalar.quoted() ? "'" + text + "'" : text;
    }

    private static String place(YamlTree tree) {
        return tree.position().line() + ":" + tree.position().column() + "+"
                + tree.position().length();
    }

    private List<Problem> found() {
        return problems.sorted(new Sources().byPlace());
    }

    @Test
    void aThousandAliasesOfAMillionCharactersAreRefused() {
        String bomb = "x: &a \"" + "x".repeat(1 << 20) + "\"\ny: [" + "*a, ".repeat(1_000) + "]\n";

        assertThat(read(bomb)).isEmpty();
        assertThat(found()).hasSize(1);
    }
}
