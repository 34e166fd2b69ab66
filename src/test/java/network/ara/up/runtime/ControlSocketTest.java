package network.ara.up.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import network.ara.up.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlSocketTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger watching = new AtomicInteger();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("control");
    }

    @AfterEach
    void close() throws Exception {
        release.countDown();
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }

    /** What the tests' ara-up answers. */
    private int answer(Map<String, @Nullable Object> request, ControlHandler.Reply reply) throws IOException {
        switch (String.valueOf(request.get("command"))) {
            case "echo" -> reply.line(request);
            case "fail" -> throw new IllegalStateException("broken");
            case "flood" -> {
                for (int i = 0; i < 20_000; i++) {
                    reply.line(Map.of("line", "x".repeat(1000)));
                }
            }
            case "hold" -> {
                watching.incrementAndGet();
                awaitRelease();
            }
            case "watch" -> {
                watching.incrementAndGet();
                while (reply.isOpen()) {
                    LockSupport.parkNanos(1_000_000);
                }
                watching.decrementAndGet();
            }
            default -> {
                return 4;
            }
        }
        return 0;
    }

    private void awaitRelease() {
        try {
            assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ControlSocket serve() throws IOException {
        ControlSocket socket = ControlSocket.open(path, this::answer).orElseThrow();
        open.add(socket);
        return socket;
    }

    private ControlClient client() throws IOException {
        ControlClient client = ControlClient.connect(path).orElseThrow();
        open.add(client);
        return client;
    }

    @Test
    void aRequestIsAnsweredLineByLineAndWithAnExitCode() throws Exception {
        serve();
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();

        assertThat(client().request(Map.of("command", "echo", "n", 1), LONG, lines::add))
                .isZero();
        assertThat(client().request(Map.of("command", "?"), LONG, lines::add)).isEqualTo(4);

        assertThat(lines).containsExactly(Map.of("command", "echo", "n", 1L));
    }

    @Test
    void onlyItsOwnerMayUseTheSocket() throws Exception {
        serve();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    /** Should the folder be open by mistake, the kernel still says who it is that connects. */
    @Test
    void anotherUserIsRefused() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user");
        assumeTrue(Files.exists(Path.of("/usr/bin/setpriv")), "no setpriv");
        Path asking = Files.writeString(folder.resolve("Ask.java"), """
                public class Ask {
                    public static void main(String[] path) throws Exception {
                        var address = java.net.UnixDomainSocketAddress.of(path[0]);
                        try (var channel = java.nio.channels.SocketChannel.open(address)) {
                            java.nio.channels.Channels.newInputStream(channel).transferTo(System.out);
                        }
                    }
                }
                """);
        serve();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));

        String java = ProcessHandle.current().info().command().orElseThrow();
        Process other = new ProcessBuilder(
                        "/usr/bin/setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        java,
                        asking.toString(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"error\":\"this ara-up belongs to user 'root'\"}\n{\"done\":true,\"exit\":6}\n");
    }

    @Test
    void whereNobodyServesThereIsNoClient() throws Exception {
        assertThat(ControlClient.connect(path)).isEmpty();

        leaveStaleSocket();
        assertThat(ControlClient.connect(path)).isEmpty();
    }

    @Test
    void trap19_aSocketThatWasLeftBehindIsReplaced() throws Exception {
        leaveStaleSocket();

        serve();

        assertThat(client().request(Map.of("command", "?"), LONG, line -> {})).isEqualTo(4);
    }

    @Test
    void aSocketThatSomebodyServesIsLeftAlone() throws Exception {
        ControlSocket first = serve();
        assertThat(ControlSocket.open(path, this::answer)).isEmpty();
        first.close();
        assertThat(path).doesNotExist();

        try (ServerSocketChannel foreign = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            foreign.bind(UnixDomainSocketAddress.of(path));
            assertThat(ControlSocket.open(path, this::answer)).isEmpty();
        }
        serve();
    }

    @Test
    void ofManyThatOpenAtOnceOneServes() throws Exception {
        int racers = 8;
        CyclicBarrier start = new CyclicBarrier(racers);
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        leaveStaleSocket();
        List<Callable<Optional<ControlSocket>>> race = new ArrayList<>();
        for (int i = 0; i < racers; i++) {
            race.add(() -> {
                start.await();
                return ControlSocket.open(path, this::answer);
            });
        }

        List<ControlSocket> serving = new ArrayList<>();
        for (Future<Optional<ControlSocket>> racer : threads.invokeAll(race)) {
            racer.get().ifPresent(serving::add);
        }
        threads.shutdown();

        assertThat(serving).hasSize(1);
        open.add(serving.get(0));
        assertThat(client().request(Map.of("command", "?"), LONG, line -> {})).isEqualTo(4);
    }

    @Test
    void aPathThatTheKernelDoesNotTakeIsExplained() {
        Path longer = folder.resolve("x".repeat(100));
        int length = longer.toString().length();

        assertThatThrownBy(() -> ControlSocket.open(longer, this::answer))
                .isInstanceOf(IOException.class)
                .hasMessage("the path of the control socket has " + length + " bytes, and the kernel takes 107: '"
                        + longer + "'; set XDG_RUNTIME_DIR to a shorter one");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{", "[]", "null", "{\"command\":1}", "{}", "\u0000", "{\"command\":\"ps\"} x"})
    void aMalformedRequestIsAnsweredAndTheNextOneServed(String request) throws Exception {
        serve();

        assertThat(raw(request + "\n")).matches("\\{\"error\":\".+\"}\n\\{\"done\":true,\"exit\":2}\n");
        assertThat(client().request(Map.of("command", "?"), LONG, line -> {})).isEqualTo(4);
    }

    @Test
    void aRequestOverTheLimitIsRefused() throws Exception {
        serve();
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();

        int exit = client().request(Map.of("command", "echo", "much", "x".repeat(4_000_000)), LONG, lines::add);

        assertThat(exit).isEqualTo(2);
        assertThat(lines.toString()).contains("a line of over 1048576 bytes");
    }

    @Test
    void aHandlerThatThrowsFailsOnlyItsRequest() throws Exception {
        serve();
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();

        assertThat(client().request(Map.of("command", "fail"), LONG, lines::add))
                .isEqualTo(1);
        assertThat(lines.toString()).contains("'fail' failed within ara-up").contains("broken");
        assertThat(client().request(Map.of("command", "?"), LONG, line -> {})).isEqualTo(4);
    }

    @Test
    void oneThatDoesNotReadHoldsUpOnlyItself() throws Exception {
        serve();
        try (SocketChannel slow = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            slow.write(ByteBuffer.wrap("{\"command\":\"flood\"}\n".getBytes(StandardCharsets.UTF_8)));

            AtomicInteger lines = new AtomicInteger();
            client().request(Map.of("command", "flood"), LONG, line -> lines.incrementAndGet());

            assertThat(lines).hasValue(20_000);
        }
    }

    @Test
    void oneThatGoesAwayIsNoticedByAnEndlessAnswer() throws Exception {
        serve();
        ControlClient client = client();
        Thread asking =
                new Thread(() -> assertThatThrownBy(() -> client.request(Map.of("command", "watch"), LONG, line -> {}))
                        .isInstanceOf(IOException.class));
        asking.start();
        Eventually.await("it is asked", () -> watching.get() == 1);

        client.close();

        Eventually.await("the answer is over", () -> watching.get() == 0);
        asking.join();
    }

    @Test
    void moreThanThirtyTwoAtOnceAreAskedToComeAgain() throws Exception {
        serve();
        List<SocketChannel> held = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
            open.add(channel);
            held.add(channel);
            channel.write(ByteBuffer.wrap("{\"command\":\"hold\"}\n".getBytes(StandardCharsets.UTF_8)));
        }
        Eventually.await("all are held", () -> watching.get() == 32);
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();

        assertThat(client().request(Map.of("command", "?"), LONG, lines::add)).isEqualTo(6);
        assertThat(lines.toString()).contains("32 requests already");

        release.countDown();
        Eventually.await("there is room again", () -> client().request(Map.of("command", "?"), LONG, line -> {}) == 4);
        assertThat(held).hasSize(32);
    }

    @Test
    void whatIsBeingAnsweredIsAnsweredBeforeTheSocketCloses() throws Exception {
        ControlSocket socket = serve();
        ControlClient client = client();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Integer> exit = thread.submit(() -> client.request(Map.of("command", "watch"), LONG, line -> {}));
        Eventually.await("it is asked", () -> watching.get() == 1);

        socket.close();

        assertThat(exit.get(60, TimeUnit.SECONDS)).isZero();
        thread.shutdown();
    }

    @Test
    void anAraUpThatSaysNothingIsNotWaitedForForEver() throws Exception {
        serve();

        assertThatThrownBy(() -> client().request(Map.of("command", "hold"), Duration.ofMillis(50), line -> {}))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("ara-up did not answer within 50 ms");
    }

    @Test
    void anAraUpThatDiesWithinItsAnswerIsNoticed() throws Exception {
        try (ServerSocketChannel dying = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dying.bind(UnixDomainSocketAddress.of(path));
            ControlClient client = client();
            dying.accept().close();

            assertThatThrownBy(() -> client.request(Map.of("command", "?"), LONG, line -> {}))
                    .isInstanceOf(IOException.class);
        }
    }

    private String raw(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void leaveStaleSocket() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
    }
}
