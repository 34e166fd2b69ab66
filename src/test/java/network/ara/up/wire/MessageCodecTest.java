package network.ara.up.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import network.ara.up.wire.IncMessage.Bye;
import network.ara.up.wire.IncMessage.Call;
import network.ara.up.wire.IncMessage.Cancel;
import network.ara.up.wire.IncMessage.Ping;
import network.ara.up.wire.IncMessage.Pong;
import network.ara.up.wire.IncMessage.Result;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {

    @Test
    void aCallIsWrittenAsTheSpecSaysIt() {
        Call call = new Call(
                "resolver",
                Optional.of(MessageId.of("r1")),
                "lookup",
                List.of("did:ara:1", 2L),
                Optional.of(Duration.ofSeconds(5)),
                true,
                Optional.of("dht"),
                true);

        assertThat(text(call))
                .isEqualTo("[\"call\",{\"name\":\"resolver\",\"target\":\"dht\",\"id\":\"r1\",\"method\":\"lookup\","
                        + "\"params\":[\"did:ara:1\",2],\"deadline\":5000,\"idempotent\":true,\"again\":true}]");
    }

    @Test
    void whatHasNothingToSayIsLeftOut() {
        assertThat(text(Pong.anonymous())).isEqualTo("[\"pong\",{}]");
        assertThat(text(new Ping("ara-up", Optional.empty(), List.of()))).isEqualTo("[\"ping\",{\"name\":\"ara-up\"}]");
        assertThat(text(new Result("dht", MessageId.of("1"), new Outcome.Returned(null))))
                .isEqualTo("[\"result\",{\"name\":\"dht\",\"id\":\"1\",\"result\":null}]");
        assertThat(text(new Result("dht", MessageId.of("1"), Outcome.failed(ErrorCode.REFUSED, "no"))))
                .isEqualTo(
                        "[\"result\",{\"name\":\"dht\",\"id\":\"1\",\"error\":{\"code\":-32003,\"message\":\"no\"}}]");
    }

    @RepeatedTest(200)
    void whatIsWrittenIsReadTheSame(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        IncMessage message = new RandomMessage(new Random(seed)).next();

        assertThat(MessageCodec.decode(MessageCodec.encode(message)))
                .as("seed %d", seed)
                .contains(message);
    }

    @RepeatedTest(200)
    void damagedBytesAreReadOrIgnoredButNeverThrow(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] bytes = MessageCodec.encode(new RandomMessage(random).next());
        for (int damage = 0; damage < 3; damage++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }

        assertThatCode(() -> MessageCodec.decode(bytes)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"pong\"]",
                "[\"pong\",null]",
                "[\"pong\",42]",
                "[\"pong\",\"hello\"]",
                "[\"pong\",[1,{\"name\":\"x\"}]]",
                "[\"pong\",{}]",
                "[\"pong\",{\"name\":7,\"pid\":\"7\",\"functions\":{},\"ports\":[1],\"_events\":{}}]"
            })
    void aPongOfTheRfcMayCarryAnything(String text) {
        assertThat(decode(text)).contains(Pong.anonymous());
    }

    @Test
    void aCallNeedsOnlyAMethod() {
        assertThat(decode("[\"call\",{\"method\":\"lookup\"}]"))
                .contains(new Call("", Optional.empty(), "lookup", List.of(), Optional.empty(), false));
    }

    @Test
    void aLoneParameterIsAListOfOne() {
        assertThat(decode("[\"call\",{\"params\":\"x\",\"method\":\"m\"}]"))
                .get()
                .extracting(call -> ((Call) call).params())
                .isEqualTo(List.of("x"));
    }

    @Test
    void aNumberedCallIsAnsweredWithANumber() {
        Call call = (Call)
                decode("[\"call\",{\"name\":\"py\",\"id\":7,\"method\":\"m\"}]").orElseThrow();

        Result result = new Result("dht", call.id().orElseThrow(), new Outcome.Returned(true));

        assertThat(text(result)).isEqualTo("[\"result\",{\"name\":\"dht\",\"id\":7,\"result\":true}]");
    }

    @Test
    void anErrorOfTheWrongShapeIsStillAnError() {
        assertThat(decode("[\"result\",{\"id\":1,\"error\":\"broken\"}]"))
                .contains(new Result("", new MessageId(1L), Outcome.failed(ErrorCode.THREW, "broken")));
        assertThat(decode("[\"result\",{\"id\":1,\"error\":{}}]"))
                .contains(new Result("", new MessageId(1L), Outcome.failed(ErrorCode.THREW, "")));
    }

    @Test
    void whatIsUnknownIsIgnored() {
        assertThat(decode("[\"ping\",{\"later\":{\"name\":\"b\"},\"name\":\"a\",\"nodes\":[\"x\",1]},{\"more\":[]}]"))
                .contains(new Ping("a", Optional.empty(), List.of("x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "[1]",
                "[null,{}]",
                "[\"localcast\",{\"type\":\"node\"}]",
                "[\"ping\"]",
                "[\"ping\",{}]",
                "[\"call\",{\"name\":\"a\",\"id\":\"1\"}]",
                "[\"result\",{\"result\":1}]",
                "[\"cancel\",{\"name\":\"a\"}]",
                "[\"bye\",{}]",
                "[\"ping\",{\"name\":\"a\"}",
                "[\"ping\",{\"name\":\"a\"}]]",
                "[\"ping\",{\"name\":\"a\"}] []"
            })
    void whatIsNotIncIsEmpty(String text) {
        assertThat(decode(text)).isEmpty();
    }

    @Test
    void deepNestingIsNotIncRatherThanAnOverflow() {
        assertThat(decode("[\"call\",{\"method\":\"m\",\"params\":" + "[".repeat(100_000)))
                .isEmpty();
        assertThat(decode("[\"call\",{\"method\":\"m\",\"x\":" + "[".repeat(100_000)))
                .isEmpty();
    }

    @Test
    void halfASurrogatePairSurvives() {
        Result result = new Result("js", MessageId.of("é"), new Outcome.Returned("\ud800 é"));

        assertThat(MessageCodec.decode(MessageCodec.encode(result))).contains(result);
    }

    @Test
    void aValueThatContainsItselfIsRefused() {
        List<Object> loop = new ArrayList<>();
        loop.add(loop);

        assertThatThrownBy(() -> MessageCodec.encode(new Result("a", MessageId.of("1"), new Outcome.Returned(loop))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPingWithoutNodesAsksEverybody() {
        assertThat(new Ping("a", Optional.empty(), List.of()).asks("dht")).isTrue();
        assertThat(new Ping("a", Optional.empty(), List.of("dns")).asks("dht")).isFalse();
    }

    private static String text(IncMessage message) {
        return new String(MessageCodec.encode(message), StandardCharsets.UTF_8);
    }

    private static Optional<IncMessage> decode(String text) {
        return MessageCodec.decode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Messages that use every field, or none, by a seed. */
    private record RandomMessage(Random random) {

        IncMessage next() {
            return switch (random.nextInt(6)) {
                case 0 -> new Ping(name(), maybe(id()), random.nextBoolean() ? List.of() : List.of(name(), name()));
                case 1 -> pong();
                case 2 ->
                    new Call(
                            name(),
                            maybe(id()),
                            name(),
                            random.nextBoolean() ? List.of(value(), value()) : Map.of(name(), value()),
                            maybe(Duration.ofMillis(random.nextInt(10_000))),
                            random.nextBoolean());
                case 3 -> new Result(name(), id(), outcome());
                case 4 -> new Cancel(name(), id());
                default -> new Bye(name(), number());
            };
        }

        private Pong pong() {
            return new Pong(
                    maybe(name()),
                    number(),
                    maybe(id()),
                    maybe("1.0"),
                    number(),
                    maybe("ready"),
                    List.of(name()),
                    List.of(),
                    random.nextBoolean() ? Map.of() : Map.of("udp", random.nextInt(65_536)));
        }

        private Outcome outcome() {
            return random.nextBoolean()
                    ? new Outcome.Returned(value())
                    : new Outcome.Failed(random.nextInt(), name(), value());
        }

        private Object value() {
            return switch (random.nextInt(6)) {
                case 0 -> random.nextLong();
                case 1 -> random.nextDouble();
                case 2 -> random.nextBoolean();
                case 3 -> List.of(value());
                case 4 -> Map.of(name(), value());
                default -> name();
            };
        }

        private String name() {
            return random.ints(1 + random.nextInt(8), 0, 0x2fff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        private MessageId id() {
            return random.nextBoolean() ? MessageId.of(name()) : new MessageId(random.nextLong());
        }

        private OptionalLong number() {
            return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong());
        }

        private <T> Optional<T> maybe(T value) {
            return random.nextBoolean() ? Optional.empty() : Optional.of(value);
        }
    }
}
