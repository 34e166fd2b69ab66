import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import network.ara.up.inc.Caller;
import network.ara.up.inc.Node;
import network.ara.up.inc.Parameters;

/** Redis for nodes: keys and values as functions. REDIS_PORT: where it listens on 127.0.0.1. */
public final class Store {

    private final Socket socket;
    private final InputStream replies;

    private Store(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        replies = new BufferedInputStream(socket.getInputStream());
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int port = Integer.parseInt(System.getenv().getOrDefault("REDIS_PORT", "20379"));
        Store store = new Store(port);
        Node node = Node.named("store")
                .version("1.0.0")
                .requires("redis")
                .function("get", (given, caller) -> store.ask("GET", given.text(0, "key")))
                .function("set", (given, caller) -> store.ask("SET", given.text(0, "key"), given.text(1, "value")))
                .function("increment", (given, caller) -> store.ask("INCR", given.text(0, "key")))
                .function("stats", store::stats)
                .start();
        System.out.println("store: ready, on redis at 127.0.0.1:" + port);
        Runtime.getRuntime().addShutdownHook(new Thread(node::close)); // says bye
        Thread.currentThread().join();
    }

    /** stats(): what redis holds, and what of it are links, which only the node in JavaScript can tell. */
    private CompletionStage<Object> stats(Parameters given, Caller caller) throws IOException {
        Object keys = ask("DBSIZE");
        return caller.call("links", "count", List.of()).thenApply(links -> Map.of("keys", keys, "links", links));
    }

    /** One request and its reply at a time: a String, a Long, or null. */
    private synchronized Object ask(String... words) throws IOException {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            int length = word.getBytes(StandardCharsets.UTF_8).length;
            request.append('$').append(length).append("\r\n").append(word).append("\r\n");
        }
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
        String reply = line();
        String rest = reply.substring(1);
        return switch (reply.charAt(0)) {
            case '+' -> rest;
            case ':' -> Long.valueOf(rest);
            case '$' -> text(Integer.parseInt(rest));
            default -> throw new IOException("redis: " + rest);
        };
    }

    private String text(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        String text = new String(replies.readNBytes(length), StandardCharsets.UTF_8);
        line();
        return text;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = replies.read(); next != '\r'; next = replies.read()) {
            if (next < 0) {
                throw new IOException("redis closed the connection");
            }
            line.append((char) next);
        }
        replies.read();
        return line.toString();
    }
}
