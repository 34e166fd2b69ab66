package network.ara.up.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoopGroup;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnsServerTest {

    private final EventLoopGroup loop = NodeLoop.open("dns-test");
    private final List<DnsServer> servers = new ArrayList<>();

    @AfterEach
    void closeAll() {
        servers.forEach(DnsServer::close);
        NodeLoop.close(loop);
    }

    @Test
    void whatIsSetIsAnsweredByUdp() throws Exception {
        DnsServer server = start("ara.local.");
        set(server, "web.ara.local", "A", "127.0.0.2");

        Message answer = ask(server, question("web.ara.local", Type.A));

        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(answer.getHeader().getFlag(Flags.RA)).isFalse();
        assertThat(answer.getSection(Section.ANSWER))
                .singleElement()
                .hasToString("web.ara.local.\t\t60\tIN\tA\t127.0.0.2");
    }

    @Test
    void aLongAnswerIsCutByUdpAndWholeByTcp() throws Exception {
        DnsServer server = start("ara.local.");
        String[] texts = new Random(1)
                .ints(40)
                .mapToObj(i -> "a text of some length " + i)
                .toArray(String[]::new);
        set(server, "long.ara.local", "TXT", texts);

        Message cut = ask(server, question("long.ara.local", Type.TXT));
        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(cut.numBytes()).isLessThanOrEqualTo(512);

        Message more = question("long.ara.local", Type.TXT);
        more.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
        Message edns = ask(server, more);
        assertThat(edns.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(edns.getOPT()).isNotNull();

        try (Socket socket = connect(server)) {
            write(socket, question("long.ara.local", Type.TXT));
            assertThat(read(socket).getSection(Section.ANSWER)).hasSize(texts.length);
        }
    }

    @Test
    void manyQueriesOnOneConnectionAreAllAnswered() throws Exception {
        DnsServer server = start("ara.local.");
        set(server, "web.ara.local", "A", "127.0.0.2");

        try (Socket socket = connect(server)) {
            Set<Integer> asked = new HashSet<>();
            for (int i = 0; i < 500; i++) {
                Message question = question("web.ara.local", Type.A);
                question.getHeader().setID(i);
                write(socket, question);
                asked.add(i);
            }
            for (int i = 0; i < 500; i++) {
                asked.remove(read(socket).getHeader().getID());
            }
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void otherNamesAreRefusedWithoutAForwarder() throws Exception {
        DnsServer server = start("ara.local.");

        assertThat(ask(server, question("example.com", Type.A)).getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(await(server.resolve("example.com", "A")).status()).isEqualTo("REFUSED");
    }

    @Test
    void otherNamesAreForwarded() throws Exception {
        DnsServer upstream = start("other.test.");
        set(upstream, "web.other.test", "A", "127.0.0.5");
        DnsServer server = start("ara.local.", upstream.address());
        set(server, "www.ara.local", "CNAME", "web.other.test");

        Message answer = ask(server, question("web.other.test", Type.A));
        assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
        assertThat(answer.getHeader().getFlag(Flags.RA)).isTrue();
        assertThat(answer.getSection(Section.ANSWER))
                .extracting(Record::rdataToString)
                .containsExactly("127.0.0.5");

        assertThat(ask(server, question("nobody.other.test", Type.A)).getRcode())
                .isEqualTo(Rcode.NXDOMAIN);
        assertThat(await(server.resolve("www.ara.local", "A")).records())
                .extracting(DnsRecord::data)
                .containsExactly("web.other.test.", "127.0.0.5");
        assertThat(await(server.stats()).forwarded()).isEqualTo(2);
    }

    @Test
    void aLongForwardedAnswerIsFetchedByTcp() throws Exception {
        DnsServer upstream = start("other.test.");
        String[] texts = new Random(1)
                .ints(60)
                .mapToObj(i -> "a text of some length " + i)
                .toArray(String[]::new);
        set(upstream, "long.other.test", "TXT", texts);
        DnsServer server = start("ara.local.", upstream.address());

        assertThat(await(server.resolve("long.other.test", "TXT")).records()).hasSize(texts.length);
    }

    @Test
    void aSilentForwarderIsServfailInTime() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(Loopback.ANY_PORT)) {
            DnsServer server = start("ara.local.", (InetSocketAddress) silent.getLocalSocketAddress());

            assertThat(await(server.resolve("example.com", "A")).status()).isEqualTo("SERVFAIL");
            assertThat(await(server.stats()).forwarding()).isZero();
        }
    }

    @Test
    void aFloodOfQuestionsForASilentForwarderIsBounded() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(Loopback.ANY_PORT)) {
            DnsServer server = start("ara.local.", (InetSocketAddress) silent.getLocalSocketAddress());
            List<CompletionStage<DnsAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < DnsForwarder.MAX_IN_FLIGHT + 100; i++) {
                answers.add(server.resolve("n" + i + ".example.com", "A"));
            }

            assertThat(await(server.stats()).forwarding()).isLessThanOrEqualTo(DnsForwarder.MAX_IN_FLIGHT);
            for (CompletionStage<DnsAnswer> answer : answers) {
                assertThat(await(answer).status()).isEqualTo("SERVFAIL");
            }
            assertThat(await(server.stats()).forwarding()).isZero();
        }
    }

    @Test
    void aQuestionThatComesBackByWayOfAnotherServerIsRefused() throws Exception {
        int port = freePort();
        DnsServer first = start("a.test.", Loopback.port(port));
        DnsServer second = startAt(port, "b.test.", first.address());

        assertThat(await(first.resolve("example.com", "A")).status()).isEqualTo("REFUSED");
        assertThat(await(second.resolve("example.com", "A")).status()).isEqualTo("REFUSED");
        assertThat(await(first.stats()).received()).isLessThan(10);
    }

    @Test
    void aQuestionForAForwarderThatIsTheServerItselfIsRefused() throws Exception {
        int port = freePort();
        DnsServer server = startAt(port, "a.test.", Loopback.port(port));

        assertThat(await(server.resolve("example.com", "A")).status()).isEqualTo("REFUSED");
        assertThat(await(server.stats()).received()).isEqualTo(1);
    }

    @Test
    void whatIsNoQuestionForUsIsAnsweredByItsCode() throws Exception {
        DnsServer server = start("ara.local.");

        Message notify = question("ara.local", Type.SOA);
        notify.getHeader().setOpcode(Opcode.NOTIFY);
        assertThat(ask(server, notify).getRcode()).isEqualTo(Rcode.NOTIMP);

        assertThat(ask(server, new Message()).getRcode()).isEqualTo(Rcode.FORMERR);

        Message newer = question("ara.local", Type.SOA);
        newer.addRecord(new OPTRecord(1232, 0, 1), Section.ADDITIONAL);
        assertThat(ask(server, newer).getRcode()).isEqualTo(Rcode.BADVERS);

        Message chaos = Message.newQuery(Record.newRecord(DnsUpdates.name("version.bind"), Type.TXT, DClass.CHAOS));
        assertThat(ask(server, chaos).getRcode()).isEqualTo(Rcode.REFUSED);

        assertThat(ask(server, question("ara.local", Type.AXFR)).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void anAnswerIsNeverAnswered() throws Exception {
        DnsServer server = start("ara.local.");
        Message answer = question("ara.local", Type.SOA);
        answer.getHeader().setFlag(Flags.QR);

        try (DatagramSocket socket = new DatagramSocket(Loopback.ANY_PORT)) {
            send(socket, server, answer.toWire());
            send(socket, server, new byte[11]);
            send(socket, server, question("ara.local", Type.SOA).toWire());

            // What comes first is the answer to the last.
            assertThat(receive(socket).getSection(Section.ANSWER)).hasSize(1);
        }
        assertThat(await(server.stats()).malformed()).isEqualTo(2);
    }

    @Test
    void aFloodOfBadPacketsLeavesItServing() throws Exception {
        DnsServer server = start("ara.local.");
        set(server, "web.ara.local", "A", "127.0.0.2");
        Random random = new Random(5);
        Message seed = question("web.ara.local", Type.A);
        seed.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        byte[] wire = seed.toWire();
        try (DatagramSocket socket = new DatagramSocket(Loopback.ANY_PORT)) {
            for (int i = 0; i < 20_000; i++) {
                send(socket, server, mutated(wire, random));
                if (i % 100 == 0) {
                    // It serves, and what was sent so far is received.
                    assertThat(ask(server, question("web.ara.local", Type.A)).getRcode())
                            .isEqualTo(Rcode.NOERROR);
                }
            }
        }
        assertThat(await(server.stats()).received()).isGreaterThan(20_000);
        assertThat(await(server.stats()).malformed()).isGreaterThan(2_000);
    }

    @Test
    void garbageByTcpEndsNoConnectionButItsOwn() throws Exception {
        DnsServer server = start("ara.local.");
        Random random = new Random(6);
        for (int i = 0; i < 200; i++) {
            try (Socket socket = connect(server)) {
                byte[] bytes = new byte[1 + random.nextInt(2000)];
                random.nextBytes(bytes);
                socket.getOutputStream().write(bytes);
            }
        }

        try (Socket socket = connect(server)) {
            write(socket, question("ara.local", Type.SOA));
            assertThat(read(socket).getRcode()).isEqualTo(Rcode.NOERROR);
        }
    }

    @Test
    void aTakenPortIsSaid() throws Exception {
        DnsServer first = start("ara.local.");
        int port = first.address().getPort();

        assertThatThrownBy(() -> startAt(port, "ara.local."))
                .isInstanceOf(PortUnavailable.class)
                .hasMessage("cannot listen on 127.0.0.1:" + port + "/tcp: the port is taken");
    }

    @Test
    void aClosedServerRefusesInsteadOfHanging() throws Exception {
        DnsServer server = start("ara.local.");
        server.close();
        server.close();

        assertThatThrownBy(() -> await(server.records())).hasStackTraceContaining("the dns server is closed");
    }

    private DnsServer start(String zone, InetSocketAddress... forward) throws PortUnavailable {
        return startAt(0, zone, forward);
    }

    private DnsServer startAt(int port, String zone, InetSocketAddress... forward) throws PortUnavailable {
        Optional<InetSocketAddress> upstream = Optional.ofNullable(forward.length > 0 ? forward[0] : null);
        DnsServer server = DnsServer.start(new DnsOptions(Loopback.port(port), zone, upstream), loop);
        servers.add(server);
        return server;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(Loopback.ANY_PORT)) {
            return socket.getLocalPort();
        }
    }

    private static void set(DnsServer server, String name, String type, String... data) throws Exception {
        await(server.set(name, type, 60, List.of(data)));
    }

    private static Message question(String name, int type) {
        return Message.newQuery(Record.newRecord(DnsUpdates.name(name), type, DClass.IN));
    }

    private static Message ask(DnsServer server, Message question) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(Loopback.ANY_PORT)) {
            send(socket, server, question.toWire());
            Message answer = receive(socket);
            assertThat(answer.getHeader().getID())
                    .isEqualTo(question.getHeader().getID());
            return answer;
        }
    }

    private static void send(DatagramSocket socket, DnsServer to, byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, to.address()));
    }

    private static Message receive(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(10_000);
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        return new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    private static Socket connect(DnsServer server) throws IOException {
        Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void write(Socket socket, Message message) throws IOException {
        byte[] bytes = message.toWire();
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static Message read(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return new Message(in.readNBytes(in.readUnsignedShort()));
    }

    private static byte[] mutated(byte[] wire, Random random) {
        byte[] bytes = Arrays.copyOf(wire, random.nextInt(3) == 0 ? random.nextInt(80) : wire.length);
        for (int j = 0; j <= random.nextInt(4) && bytes.length > 0; j++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
