package network.ara.up.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import network.ara.up.wire.Envelope.Kind;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Cancel;
import network.ara.up.wire.IncMessage.Result;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeReaderTest {

    private static final OptionalInt VALUE = OptionalInt.empty();

    private final EnvelopeReader reader = new EnvelopeReader();

    @Test
    void aCallIsReadAndItsParametersAreNot() {
        assertThat(read(
                        "[\"call\",{\"name\":\"resolver\",\"target\":\"dht\",\"again\":true,\"id\":\"r1\",\"method\":\"lookup\","
                                + "\"params\":[{\"method\":\"x\"},\"}\\\"]\",[2]],\"deadline\":5000}]"))
                .contains(new Envelope(
                        Kind.CALL,
                        "resolver",
                        Optional.of(MessageId.of("r1")),
                        "lookup",
                        Optional.of("dht"),
                        true,
                        Optional.of(Duration.ofSeconds(5)),
                        OptionalInt.empty()));
    }

    @Test
    void whoIsRefusedMayNotHideBehindASecondKeyOrAnEscape() {
        assertThat(read("[\"c\\u0061ll\",{\"method\":\"ping\",\"m\\u0065thod\":\"\\u0073top\"}]"))
                .get()
                .extracting(Envelope::method)
                .isEqualTo("stop");
    }

    @Test
    void namesThatComeAgainAreTheSameString() {
        String text = "[\"cancel\",{\"name\":\"resolver\",\"id\":1}]";

        assertThat(read(text).orElseThrow().name())
                .isSameAs(read(text).orElseThrow().name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[1]",
                "[\"call\"]",
                "[ \"call\" ]",
                "[\"call\",[{\"method\":\"m\"}]]",
                "[\"call\",null,{\"method\":\"m\"}]",
                "[\"call\",{}]",
                "[\"call\",{ } ]",
                "[\"called\",{\"method\":\"m\"}]",
                "[\"ping\",{\"name\":\"m\"}]",
                "[\"result\",{\"id\":null}]",
                "[\"cancel\",{\"id\":1.0}]"
            })
    void whatIsNoneHasNone(String text) {
        assertThat(read(text)).isEmpty();
    }

    /** A number of a million digits would take seconds to read. */
    @Test
    void aNumberThatIsTooLongIsNone() {
        assertThat(read("[\"cancel\",{\"id\":" + "9".repeat(1_000_000) + "}]")).isEmpty();
    }

    @RepeatedTest(200)
    void itReadsWhatTheCodecReads(RepetitionInfo repetition) {
        for (int i = 0; i < 500; i++) {
            long seed = 1_000L * repetition.getCurrentRepetition() + i;
            String text = new RandomText(new Random(seed)).message();
            byte[] bytes = text.getBytes(UTF_8);
            assertThat(MessageScan.of(bytes)).as(text).isEqualTo(MessageScan.Verdict.MESSAGE);

            assertThat(read(text).map(EnvelopeReaderTest::withoutTarget))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(MessageCodec.decode(bytes).flatMap(EnvelopeReaderTest::envelope));
        }
    }

    /** Somewhere in a buffer, as on the bus. */
    private Optional<Envelope> read(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length + 20);
        buffer.put(7, bytes);
        return reader.read(buffer, 7, 7 + bytes.length);
    }

    /** The codec does not know it. */
    private static Envelope withoutTarget(Envelope read) {
        return new Envelope(
                read.kind(),
                read.name(),
                read.id(),
                read.method(),
                Optional.empty(),
                read.again(),
                read.deadline(),
                read.error());
    }

    private static Optional<Envelope> envelope(IncMessage message) {
        if (message instanceof Call call) {
            return Optional.of(new Envelope(
                    Kind.CALL,
                    call.name(),
                    call.id(),
                    call.method(),
                    Optional.empty(),
                    call.again(),
                    call.deadline(),
                    VALUE));
        }
        if (message instanceof Result result) {
            OptionalInt error =
                    result.outcome() instanceof Outcome.Failed failed ? OptionalInt.of(failed.code()) : VALUE;
            return Optional.of(answered(Kind.RESULT, result.name(), result.id(), error));
        }
        return message instanceof Cancel cancel
                ? Optional.of(answered(Kind.CANCEL, cancel.name(), cancel.id(), VALUE))
                : Optional.empty();
    }

    private static Envelope answered(Kind kind, String name, MessageId id, OptionalInt error) {
        return new Envelope(kind, name, Optional.of(id), "", Optional.empty(), false, Optional.empty(), error);
    }

    /** Valid JSON that no peer of ours would write: blanks, escapes, keys twice, values of any kind. */
    private record RandomText(Random random) {

        private static final List<String> KEYS = List.of(
                "name", "id", "method", "target", "deadline", "error", "params", "result", "code", "", "nam", "names");
        private static final List<String> NUMBERS = List.of(
                "0",
                "-0",
                "7",
                "-17",
                "5000",
                "2.5",
                "-1e3",
                "1E+2",
                "999999999999999999",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                "-9223372036854775809",
                "123456789012345678901234567890",
                "-32006",
                "4294967297",
                "9".repeat(1000));

        String message() {
            String event = string(oneOf(List.of("call", "call", "result", "result", "cancel", "pong", "cal", "calls")));
            String payload = random.nextInt(10) == 0 ? value(2) : object(3);
            String more = random.nextInt(5) == 0 ? "," + value(2) : "";
            return blank() + "[" + blank() + event + blank() + "," + blank() + payload + blank() + more + blank() + "]"
                    + blank();
        }

        private String object(int depth) {
            return list("{", "}", () -> string(oneOf(KEYS)) + blank() + ":" + blank() + value(depth - 1));
        }

        private String value(int depth) {
            return switch (random.nextInt(depth > 0 ? 8 : 6)) {
                case 0, 1 -> string(oneOf(List.of("dht", "stop", "", "a long name of some node, \"quoted\"", "é😀\n")));
                case 2, 3 -> oneOf(NUMBERS);
                case 4 -> oneOf(List.of("true", "false", "null"));
                case 5 -> string(oneOf(KEYS));
                case 6 -> object(depth);
                default -> list("[", "]", () -> value(depth - 1));
            };
        }

        private String list(String open, String close, Supplier<String> element) {
            return IntStream.range(0, random.nextInt(8))
                    .mapToObj(i -> blank() + element.get() + blank())
                    .collect(Collectors.joining(",", open + blank(), close));
        }

        private String string(String text) {
            int escapes = random.nextInt(4);
            StringBuilder spelt = new StringBuilder("\"");
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (escapes == 0 && random.nextBoolean()) {
                    spelt.append(String.format("\\u%04x", (int) c));
                } else if (c == '\n') {
                    spelt.append("\\n");
                } else {
                    spelt.append(c == '"' ? "\\\"" : c);
                }
            }
            return spelt.append('"').toString();
        }

        private String blank() {
            return random.nextInt(6) == 0 ? oneOf(List.of(" ", "\n", "\t\r ")) : "";
        }

        private <T> T oneOf(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
