package network.ara.up.cli;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import network.ara.up.model.NodeName;
import network.ara.up.nodes.DhtNode;
import network.ara.up.nodes.DhtOptions;
import network.ara.up.nodes.DnsNode;
import network.ara.up.nodes.DnsOptions;
import network.ara.up.nodes.PortUnavailable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ara-up node dht|dns}: a built-in node in this process, until it is told to end. */
@Command(
        name = "node",
        description = "Run a built-in node by itself, until it is told to end.",
        subcommands = {NodeCommand.DhtCommand.class, NodeCommand.DnsCommand.class})
final class NodeCommand implements Runnable {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    NodeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which node? 'dht' or 'dns'");
    }

    /** The DHT. */
    @Command(
            name = "dht",
            description = "A node of the BitTorrent mainline DHT (BEP 5). Functions: lookup, announce, nodes.",
            sortOptions = false)
    static final class DhtCommand implements Runnable {

        @ParentCommand
        private NodeCommand parent;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                defaultValue = "${env:ARA_UP_NODE:-dht}",
                description = "What others call it by. Default: ${DEFAULT-VALUE} (ARA_UP_NODE)")
        private String name = "";

        @Option(
                names = "--host",
                paramLabel = "HOST",
                defaultValue = "${env:ARA_UP_DHT_HOST:-" + DhtOptions.DEFAULT_HOST + "}",
                description = "IPv4 address to listen on. Default: ${DEFAULT-VALUE} (ARA_UP_DHT_HOST)")
        private String host = "";

        @Option(
                names = "--port",
                paramLabel = "PORT",
                defaultValue = "${env:ARA_UP_DHT_PORT:-" + DhtOptions.DEFAULT_PORT + "}",
                description = "UDP port. Default: ${DEFAULT-VALUE} (ARA_UP_DHT_PORT)")
        private int port;

        @Option(
                names = "--bootstrap",
                paramLabel = "HOST:PORT",
                split = ",",
                defaultValue = "${env:ARA_UP_DHT_BOOTSTRAP}",
                converter = HostAndPort.class,
                description = "Nodes to join, by commas. Default: none (ARA_UP_DHT_BOOTSTRAP)")
        private List<InetSocketAddress> bootstrap = new ArrayList<>();

        @Override
        public void run() {
            DhtOptions options = new DhtOptions(HostAndPort.address(host, port), bootstrap);
            parent.serve(name, () -> {
                DhtNode node = DhtNode.start(name, options);
                String id = node.dht().id().toString();
                return new Serving(node, HostAndPort.text(node.dht().address()) + "/udp, id " + id);
            });
        }
    }

    /** The DNS server. */
    @Command(
            name = "dns",
            description = "A DNS server, UDP and TCP: answers for its own zone and forwards the rest. "
                    + "Functions: resolve, set, remove, records.",
            sortOptions = false)
    static final class DnsCommand implements Runnable {

        @ParentCommand
        private NodeCommand parent;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                defaultValue = "${env:ARA_UP_NODE:-dns}",
                description = "What others call it by. Default: ${DEFAULT-VALUE} (ARA_UP_NODE)")
        private String name = "";

        @Option(
                names = "--host",
                paramLabel = "HOST",
                defaultValue = "${env:ARA_UP_DNS_HOST:-" + DnsOptions.DEFAULT_HOST + "}",
                description = "Address to listen on. Default: ${DEFAULT-VALUE} (ARA_UP_DNS_HOST)")
        private String host = "";

        @Option(
                names = "--port",
                paramLabel = "PORT",
                defaultValue = "${env:ARA_UP_DNS_PORT:-" + DnsOptions.DEFAULT_PORT + "}",
                description = "UDP and TCP port. Default: ${DEFAULT-VALUE} (ARA_UP_DNS_PORT)")
        private int port;

        @Option(
                names = "--zone",
                paramLabel = "ZONE",
                defaultValue = "${env:ARA_UP_DNS_ZONE:-" + DnsOptions.DEFAULT_ZONE + "}",
                description = "The zone it is the authority for. Default: ${DEFAULT-VALUE} (ARA_UP_DNS_ZONE)")
        private String zone = "";

        @Option(
                names = "--forward",
                paramLabel = "HOST:PORT",
                defaultValue = "${env:ARA_UP_DNS_FORWARD}",
                converter = HostAndPort.class,
                description = "The server to ask for all other names. Default: none (ARA_UP_DNS_FORWARD)")
        private @Nullable InetSocketAddress forward;

        @Override
        public void run() {
            Optional<InetSocketAddress> upstream = Optional.ofNullable(forward);
            DnsOptions options = new DnsOptions(HostAndPort.address(host, port), zone, upstream);
            parent.serve(name, () -> {
                DnsNode node = DnsNode.start(name, options);
                String where = HostAndPort.text(node.server().address()) + "/udp+tcp";
                String rest = upstream.map(HostAndPort::text)
                        .map(" and forwards the rest to "::concat)
                        .orElse("");
                return new Serving(
                        node, where + ", answers for " + node.server().zone() + rest);
            });
        }
    }

    /** A node that runs, and where, as text. */
    private record Serving(AutoCloseable node, String where) {}

    /** Starts a node. */
    private interface Start {
        Serving start() throws PortUnavailable;
    }

    private void serve(String name, Start start) {
        NodeName.flaw(name).ifPresent(flaw -> {
            throw new CommandFailure(ExitCode.USAGE, flaw, "choose another '--name'");
        });
        Serving serving;
        try {
            serving = start.start();
        } catch (PortUnavailable e) {
            throw PortHolder.failure(name, e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), "see 'ara-up node --help'", e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(name, serving.node), "end of " + name));
        print(name + ": listening on " + serving.where);
        awaitSignal();
    }

    /** By a signal: the JVM exits with the signal's code, 143 for SIGTERM, when this is done. */
    private void end(String name, AutoCloseable node) {
        try {
            node.close();
            print(name + ": bye");
        } catch (Exception e) {
            terminal.err().println("error: node '" + name + "' did not end well: " + e.getMessage());
            terminal.err().flush();
        }
    }

    private static void awaitSignal() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }
}
