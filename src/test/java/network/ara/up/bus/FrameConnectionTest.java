package network.ara.up.bus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import network.ara.up.wire.MessageScan.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameConnectionTest {

    private static final byte[] HEAD = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);
    private static final int MASK = 0xa1b2c3d4;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Recorder recorder = new Recorder(channel);

    FrameConnectionTest() {
        channel.pipeline().addLast(recorder);
    }

    /** The request, then messages of all length encodings, masked, unmasked, in fragments, with a ping between. */
    private static byte[] conversation() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HEAD);
        bytes.writeBytes(frame(0x82, "[\"short\"]", MASK));
        bytes.writeBytes(frame(0x81, "[\"" + "m".repeat(200) + "\"]", MASK));
        bytes.writeBytes(frame(0x02, "[\"in \\", MASK));
        bytes.writeBytes(frame(0x89, "ping", MASK));
        bytes.writeBytes(frame(0x00, "u00", MASK));
        bytes.writeBytes(frame(0x80, "e9 pieces\"]", 7));
        bytes.writeBytes(frame(0x82, "[\"unmasked é\"]", 0));
        bytes.writeBytes(frame(0x82, "hello", MASK));
        bytes.writeBytes(frame(0x82, "", MASK));
        return bytes.toByteArray();
    }

    private static final List<String> HEARD = List.of(
            "GET / HTTP/1.1",
            "MESSAGE [\"short\"]",
            "MESSAGE [\"" + "m".repeat(200) + "\"]",
            "MESSAGE [\"in \\u00e9 pieces\"]",
            "MESSAGE [\"unmasked é\"]",
            "NOT_JSON hello",
            "EMPTY ");

    @Test
    void cutInTwoAtAnyByteItIsTheSame() {
        byte[] bytes = conversation();
        for (int cut = 0; cut <= bytes.length; cut++) {
            EmbeddedChannel each = new EmbeddedChannel();
            Recorder heard = new Recorder(each);
            each.pipeline().addLast(heard);
            each.writeInbound(
                    Unpooled.copiedBuffer(bytes, 0, cut), Unpooled.copiedBuffer(bytes, cut, bytes.length - cut));
            assertThat(heard.log).as("cut at %d", cut).isEqualTo(HEARD);
            assertThat(each.finishAndReleaseAll()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 64})
    void inPiecesOfAnySizeItIsTheSame(int size) {
        byte[] bytes = conversation();
        for (int from = 0; from < bytes.length; from += size) {
            receive(Unpooled.copiedBuffer(bytes, from, Math.min(size, bytes.length - from)));
        }

        assertThat(recorder.log).isEqualTo(HEARD);
        assertThat(sent()).isEqualTo("8a04" + HexFormat.of().formatHex("ping".getBytes(US_ASCII)));
    }

    @Test
    void aLargeMessageComesInManyReads() {
        String text = "[\"" + "x".repeat(3 << 20) + "\"]";
        upgraded();
        byte[] frame = frame(0x82, text, MASK);
        for (int from = 0; from < frame.length; from += 50_000) {
            receive(Unpooled.copiedBuffer(frame, from, Math.min(50_000, frame.length - from)));
        }

        assertThat(recorder.log).containsExactly("MESSAGE " + text);
    }

    @ParameterizedTest
    @CsvSource({
        "reserved bit, c200",
        "reserved bit 2, a200",
        "unknown opcode, 8300",
        "unknown control opcode, 8b00",
        "continuation of nothing, 8000",
        "fragmented ping, 0900",
        "long ping, 89fe007e",
        "negative length, 82ffffffffffffffffff"
    })
    void aViolationIsAnsweredAndTheConnectionEnds(String what, String hex) {
        upgraded();
        receive(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex + "00000000")));

        assertThat(recorder.log).as(what).containsExactly("violated PROTOCOL_VIOLATION");
        assertThat(sent()).isEqualTo("880203ea");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aMessageInsideAFragmentedOneIsAViolation() {
        upgraded();
        receive(Unpooled.wrappedBuffer(frame(0x02, "[1", MASK), frame(0x82, "[2]", MASK)));

        assertThat(recorder.log).containsExactly("violated PROTOCOL_VIOLATION");
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"82ff0000000000400000", "82ff0000000080000000", "82ff7fffffffffffffff"})
    void whatAnnouncesTooMuchIsRefusedByItsHeader(String hex) {
        upgraded();
        receive(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex + "00000000")));

        assertThat(recorder.log).containsExactly("violated TOO_BIG");
        assertThat(sent()).isEqualTo("880203f1");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void fragmentsAreTooLargeTogether() {
        upgraded();
        receive(Unpooled.wrappedBuffer(frame(0x02, "x".repeat(3 << 20), MASK), frame(0x80, "x".repeat(1 << 20), MASK)));

        assertThat(recorder.log).containsExactly("violated TOO_BIG");
    }

    @ParameterizedTest
    @CsvSource({
        "8800, 8800",
        "880203e8, 880203e8",
        "88050fa1627965, 88050fa1627965",
        "880100, 880203ea",
        "880203e7, 880203ea",
        "880203ed, 880203ea"
    })
    void aCloseIsAnsweredAndTheConnectionEnds(String received, String answered) {
        upgraded();
        receive(Unpooled.wrappedBuffer(HexFormat.of().parseHex(received), frame(0x82, "[\"too late\"]", MASK)));

        assertThat(sent()).isEqualTo(answered);
        assertThat(channel.isOpen()).isFalse();
        assertThat(recorder.log).isEmpty();
    }

    @Test
    void aHeadWithoutEndIsRefused() {
        receive(Unpooled.wrappedBuffer(new byte[HttpHead.MAX_BYTES]));
        assertThat(channel.isOpen()).isTrue();
        receive(Unpooled.wrappedBuffer(new byte[1]));

        assertThat(recorder.log).containsExactly("violated NOT_WEBSOCKET");
        assertThat(channel.isOpen()).isFalse();
    }

    private void upgraded() {
        receive(Unpooled.wrappedBuffer(HEAD));
        recorder.log.clear();
    }

    private void receive(ByteBuf bytes) {
        channel.writeInbound(channel.alloc().directBuffer().writeBytes(bytes));
        bytes.release();
    }

    private String sent() {
        StringBuilder hex = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            byte[] bytes = new byte[out.readableBytes()];
            out.readBytes(bytes).release();
            hex.append(HexFormat.of().formatHex(bytes));
        }
        return hex.toString();
    }

    /** The plainest possible encoder. No mask for 0. */
    private static byte[] frame(int first, String text, int mask) {
        byte[] payload = text.getBytes(UTF_8);
        ByteBuf frame = Unpooled.buffer().writeByte(first);
        int maskBit = mask == 0 ? 0 : 0x80;
        if (payload.length < 126) {
            frame.writeByte(maskBit | payload.length);
        } else if (payload.length < 65536) {
            frame.writeByte(maskBit | 126).writeShort(payload.length);
        } else {
            frame.writeByte(maskBit | 127).writeLong(payload.length);
        }
        if (mask != 0) {
            frame.writeInt(mask);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.writeByte(payload[i] ^ (mask >> (8 * (3 - i % 4))));
        }
        byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes);
        return bytes;
    }

    private static final class Recorder extends FrameConnection {

        final List<String> log = new ArrayList<>();

        Recorder(Channel channel) {
            super(channel, false, 4 << 20);
        }

        @Override
        boolean upgrade(HttpHead head) {
            log.add(head.startLine());
            return true;
        }

        @Override
        void message(ByteBuf bytes, int start, int length, Verdict verdict) {
            log.add(verdict + " " + bytes.toString(start, length, UTF_8));
            // The callee may write a header there.
            Frames.setHeader(bytes, start - Frames.headerLength(length, false), Frames.BINARY, length, false);
        }

        @Override
        void readDone() {}

        @Override
        void violated(Refusal why) {
            log.add("violated " + why);
        }
    }
}
