package network.ara.up.bus;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import network.ara.up.bus.SocketTable.Owned;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel who is behind connections, away from the loop: of all that came in meanwhile at once, because one look at
 * its tables costs the same for one as for hundreds.
 *
 * <p>Thread: any may ask; the answers come on one of its own, which ends when nobody asks.
 */
final class Identification {

    /** The kernel's table may leave out a line while others come and go. */
    private static final int LOOKS = 4;

    private static final int IDLE_SECONDS = 5;

    private record Question(int port, Consumer<Identity> answer) {}

    private final int port;
    private final boolean processesWanted;
    private final SocketTable sockets = new SocketTable();
    private final ProcessSearch search = new ProcessSearch(Path.of("/proc"));
    private final Users users = new Users();
    private final ThreadPoolExecutor thread;

    private final Queue<Question> questions = new ConcurrentLinkedQueue<>();

    /** Whether the thread will look at the questions; whoever sets it calls it. */
    private final AtomicBoolean called = new AtomicBoolean();

    /** @param port where this process leads */
    Identification(int port, boolean processesWanted) {
        this.port = port;
        this.processesWanted = processesWanted;
        thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Identification::named);
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread named(Runnable work) {
        Thread thread = new Thread(work, "ara-up-bus-identity");
        thread.setDaemon(true);
        return thread;
    }

    /** Who is at this end of a connection to the port. */
    void ask(InetSocketAddress peer, Consumer<Identity> answer) {
        questions.add(new Question(peer.getPort(), answer));
        if (!called.getAndSet(true)) {
            thread.execute(this::answerAll);
        }
    }

    void close() {
        thread.shutdownNow();
    }

    private void answerAll() {
        called.set(false);
        List<Question> asked = new ArrayList<>();
        for (Question next = questions.poll(); next != null; next = questions.poll()) {
            asked.add(next);
        }
        Optional<Map<Integer, Owned>> owners = owners(asked);
        Map<Long, Long> processes = processesWanted ? processes(asked, owners.orElse(Map.of())) : Map.of();
        for (Question question : asked) {
            Identity identity = owners.map(known -> identity(known.get(question.port()), processes))
                    .orElse(Identity.UNKNOWN);
            question.answer().accept(identity);
        }
    }

    private Optional<Map<Integer, Owned>> owners(List<Question> asked) {
        Optional<Map<Integer, Owned>> owners = sockets.connectedTo(port);
        for (int look = 1;
                look < LOOKS && !owners.map(known -> showAll(known, asked)).orElse(true);
                look++) {
            Map<Integer, Owned> before = owners.orElse(Map.of());
            owners = sockets.connectedTo(port);
            owners.ifPresent(now -> before.forEach(now::putIfAbsent));
        }
        return owners;
    }

    private static boolean showAll(Map<Integer, Owned> owners, List<Question> asked) {
        return asked.stream().allMatch(question -> owners.containsKey(question.port()));
    }

    private Map<Long, Long> processes(List<Question> asked, Map<Integer, Owned> owners) {
        Set<Long> inodes = new HashSet<>();
        for (Question question : asked) {
            Owned owned = owners.get(question.port());
            if (owned != null && owned.inode() > 0) {
                inodes.add(owned.inode());
            }
        }
        return search.holders(inodes);
    }

    private Identity identity(@Nullable Owned owned, Map<Long, Long> processes) {
        if (owned == null || owned.inode() == 0 || !users.mayJoin(owned.user())) {
            return Identity.FOREIGN;
        }
        Long process = processes.get(owned.inode());
        return new Identity(true, process == null ? OptionalLong.empty() : OptionalLong.of(process));
    }
}
