package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import network.ara.up.nodes.DnsOptions;
import network.ara.up.nodes.DnsServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What BIND's dig says of our DNS server. */
class DigIT {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final List<DnsServer> servers = new ArrayList<>();

    @BeforeEach
    void needsDig() {
        Tools.require("dig");
    }

    @AfterEach
    void closeAll() {
        servers.forEach(DnsServer::close);
    }

    @Test
    void everyTypeOfRecordIsAnswered() throws Exception {
        DnsServer server = start("ara.local.");
        set(server, "web.ara.local", "A", "127.0.0.2");
        set(server, "web.ara.local", "AAAA", "::1");
        set(server, "web.ara.local", "TXT", "hello world");
        set(server, "web.ara.local", "MX", "10 mail.ara.local");
        set(server, "_http._tcp.ara.local", "SRV", "0 5 8080 web.ara.local");
        set(server, "www.ara.local", "CNAME", "web.ara.local");
        set(server, "*.any.ara.local", "A", "127.0.0.9");

        assertThat(lines(server, "+short", "web.ara.local", "A")).containsExactly("127.0.0.2");
        assertThat(lines(server, "+short", "web.ara.local", "AAAA")).containsExactly("::1");
        assertThat(lines(server, "+short", "web.ara.local", "TXT")).containsExactly("\"hello world\"");
        assertThat(lines(server, "+short", "web.ara.local", "MX")).containsExactly("10 mail.ara.local.");
        assertThat(lines(server, "+short", "_http._tcp.ara.local", "SRV")).containsExactly("0 5 8080 web.ara.local.");
        assertThat(lines(server, "+short", "www.ara.local", "A")).containsExactly("web.ara.local.", "127.0.0.2");
        assertThat(lines(server, "+short", "x.any.ara.local", "A")).containsExactly("127.0.0.9");
        assertThat(lines(server, "+short", "+tcp", "web.ara.local", "A")).containsExactly("127.0.0.2");
        assertThat(lines(server, "+short", "+noedns", "web.ara.local", "A")).containsExactly("127.0.0.2");
        assertThat(dig(server, "_http._tcp.ara.local", "SRV")).contains("ADDITIONAL: 3");
    }

    @Test
    void ourZoneIsAnsweredWithAuthorityAndEdns() throws Exception {
        DnsServer server = start("ara.local.");
        set(server, "web.ara.local", "A", "127.0.0.2");

        assertThat(dig(server, "web.ara.local", "A"))
                .contains("status: NOERROR", "flags: qr aa rd;", "EDNS: version: 0, flags:; udp: 1232")
                .doesNotContain("WARNING: Message");
        assertThat(dig(server, "+edns=1", "+noednsneg", "web.ara.local", "A")).contains("status: BADVERS");
    }

    @Test
    void whatIsNotThereIsSaidWithTheSoa() throws Exception {
        DnsServer server = start("ara.local.");

        assertThat(dig(server, "nobody.ara.local", "A"))
                .contains("status: NXDOMAIN", "AUTHORITY: 1", "SOA\tns.ara.local.");
        assertThat(dig(server, "ns.ara.local", "MX")).contains("status: NOERROR", "ANSWER: 0", "SOA\tns.ara.local.");
        assertThat(dig(server, "example.com", "A")).contains("status: REFUSED");
    }

    @Test
    void aLongAnswerIsCutAndFetchedByTcp() throws Exception {
        DnsServer server = start("ara.local.");
        String[] texts = new String[60];
        Arrays.setAll(texts, i -> "a text of some length, number " + i);
        set(server, "long.ara.local", "TXT", texts);

        assertThat(dig(server, "+ignore", "long.ara.local", "TXT")).contains("flags: qr aa tc rd;", "ANSWER: 0");
        assertThat(dig(server, "long.ara.local", "TXT")).contains("Truncated, retrying in TCP mode", "ANSWER: 60");
    }

    @Test
    void severalQuestionsGoOverOneConnection() throws Exception {
        DnsServer server = start("ara.local.");
        set(server, "a.ara.local", "A", "127.0.0.2");
        set(server, "b.ara.local", "A", "127.0.0.3");

        assertThat(lines(server, "+tcp", "+keepopen", "+short", "a.ara.local", "A", "b.ara.local", "A"))
                .containsExactly("127.0.0.2", "127.0.0.3");
    }

    @Test
    void theRestIsForwardedToAnotherServer() throws Exception {
        DnsServer upstream = start("other.test.");
        set(upstream, "web.other.test", "A", "127.0.0.5");
        DnsServer server = start("ara.local.", upstream.address());

        assertThat(lines(server, "+short", "web.other.test", "A")).containsExactly("127.0.0.5");
        assertThat(dig(server, "web.other.test", "A")).contains("flags: qr rd ra;");
        assertThat(dig(server, "nobody.other.test", "A")).contains("status: NXDOMAIN", "SOA\tns.other.test.");
        assertThat(dig(server, "+norecurse", "web.other.test", "A")).contains("status: REFUSED");
    }

    private DnsServer start(String zone, InetSocketAddress... forward) throws Exception {
        Optional<InetSocketAddress> upstream = Arrays.stream(forward).findFirst();
        DnsServer server = DnsServer.start(new DnsOptions(ANY_PORT, zone, upstream));
        servers.add(server);
        return server;
    }

    private static void set(DnsServer server, String name, String type, String... data) throws Exception {
        server.set(name, type, 60, List.of(data)).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static String dig(DnsServer server, String... arguments) throws IOException {
        return String.join("\n", lines(server, arguments));
    }

    private static List<String> lines(DnsServer server, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("dig", "@127.0.0.1", "-p", "" + server.address().getPort(), "+tries=2", "+time=5"));
        command.addAll(Arrays.asList(arguments));
        // Bounded by dig's own time-outs.
        Process dig = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = dig.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().toList();
        }
    }
}
