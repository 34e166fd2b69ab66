package network.ara.up.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;

/** A peer that may send anything: a plain socket, and no opinion about what goes over it. */
final class RawPeer implements AutoCloseable {

    private static final int PORT = 46356;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream input;

    RawPeer() {
        try {
            socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), PORT);
            socket.setSoTimeout(PATIENCE_MILLIS);
            input = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Upgraded, without a handshake. */
    static RawPeer connected() {
        RawPeer peer = new RawPeer();
        peer.send(request(""));
        String head = peer.head();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError("refused: " + head);
        }
        return peer;
    }

    /** A member of a namespace. */
    static RawPeer member(String namespace) {
        RawPeer peer = connected();
        peer.send(frame(0x82, "{\"type\":\"node\",\"namespace\":\"" + namespace + "\",\"pid\":1}"));
        return peer;
    }

    /** @param more header lines */
    static byte[] request(String more) {
        return ("GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nHost: localhost:46356\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + more
                        + "\r\n")
                .getBytes(ISO_8859_1);
    }

    static byte[] frame(int first, String payload) {
        return frame(first, payload.getBytes(UTF_8));
    }

    /** With a mask of zeros. */
    static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65536) {
            frame.put((byte) 0xfe).putShort((short) payload.length);
        } else {
            frame.put((byte) 0xff).putLong(payload.length);
        }
        frame.putInt(0).put(payload);
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /** What the other side does not take because it has closed is lost. */
    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException e) {
            // closed by the other side: the test looks at that
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next HTTP head, or what there is of it at the end. */
    String head() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try {
            while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                head.write(input.readByte());
            }
        } catch (EOFException | SocketException e) {
            return head.toString(ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return head.toString(ISO_8859_1);
    }

    /** The payload of the next frame of a server. */
    String next() {
        try {
            input.readByte();
            int size = input.readByte();
            int length = size < 126 ? size : size == 126 ? input.readUnsignedShort() : (int) input.readLong();
            return new String(input.readNBytes(length), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the other side closes. */
    void awaitEnd() {
        try {
            input.readAllBytes();
        } catch (SocketException e) {
            // reset: that is an end, too
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end by RST. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
