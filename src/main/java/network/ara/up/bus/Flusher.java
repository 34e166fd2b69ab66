package network.ara.up.bus;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * Flushes each connection that was written to once, after the loop has read from all that were ready: one system call
 * sends what a whole turn has gathered for a peer.
 *
 * <p>Thread: the loop's.
 */
final class Flusher implements Runnable {

    private final EventLoop loop;
    private final List<FrameConnection> written = new ArrayList<>();

    Flusher(EventLoop loop) {
        this.loop = loop;
    }

    void soon(FrameConnection connection) {
        if (!connection.flushLater()) {
            return;
        }
        written.add(connection);
        if (written.size() == 1) {
            loop.execute(this);
        }
    }

    @Override
    public void run() {
        for (int i = 0; i < written.size(); i++) { // a flush that fails may add one
            written.get(i).flush();
        }
        written.clear();
    }
}
