package network.ara.up.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.ara.up.bus.Bus;
import network.ara.up.bus.BusOptions;
import network.ara.up.bus.Peer;
import network.ara.up.inc.CallOptions;
import network.ara.up.inc.IncException;
import network.ara.up.inc.Node;
import network.ara.up.wire.Address;
import network.ara.up.wire.ErrorCode;
import network.ara.up.wire.Json;
import network.ara.up.wire.Mailbox;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ara-up call}: one function of one node, from the command line. */
@Command(
        name = "call",
        description = {
            "Call a function of a node and print its result as JSON, and nothing else, on standard output.",
            "An ARG that is JSON is JSON, any other is a string: 42 is a number, '\"42\"' and web are strings."
        })
final class CallCommand implements Runnable {

    private static final Duration USUAL = Duration.ofSeconds(5);
    /** As long as a node has to become ready, where its manifest says nothing else. */
    private static final Duration BOOTING = Duration.ofSeconds(60);

    private static final long LOOK_SECONDS = 5;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "NODE", description = "The node's name, or NAME@PID for one of its instances")
    private String node = "";

    @Parameters(index = "1", paramLabel = "FUNCTION", description = "As 'ara-up ping' shows it")
    private String function = "";

    @Parameters(index = "2..*", arity = "0..*", paramLabel = "ARG", description = "The parameters, in order")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long to wait for the result. Default: 5s, and 60s where the call boots the node")
    private @Nullable Duration timeout;

    @Option(names = "--no-boot", description = "Call it only if it runs: fail where the call would boot it")
    private boolean noBoot;

    @Option(names = "--raw", description = "Print a result that is a string without quotes")
    private boolean raw;

    CallCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        Object result = result();
        terminal.out().println(raw && result instanceof String text ? text : Json.text(result));
    }

    private @Nullable Object result() {
        BusOptions options = Projects.busOptions(terminal.environment());
        List<@Nullable Object> params = new ArrayList<>();
        arguments.forEach(argument -> params.add(Json.argument(argument)));
        try (Node caller = Node.named(Mailbox.LAUNCHER).silent().start(options)) {
            return call(caller, params, time(options));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED);
        }
    }

    private @Nullable Object call(Node caller, List<@Nullable Object> params, Duration time)
            throws InterruptedException {
        try {
            return caller.call(node, function, params, CallOptions.DEFAULTS.withTimeout(time))
                    .get();
        } catch (ExecutionException e) {
            boolean isLate = e.getCause() instanceof IncException failed
                    && failed.errorCode().equals(Optional.of(ErrorCode.TIMED_OUT));
            if (!isLate || isJoined(caller)) {
                throw failure(e);
            }
            throw new CommandFailure(
                    ExitCode.TAKEN,
                    "'" + node + "' was not called: the bus is not joined",
                    "'ara-up ping' tells whether it can be",
                    e);
        }
    }

    /** Short calls may be over before it is. */
    private static boolean isJoined(Node caller) throws InterruptedException {
        try {
            caller.joined().get(LOOK_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** How long the call may take. Errors: {@link CommandFailure} where it would boot a node, and is not to. */
    private Duration time(BusOptions options) throws InterruptedException {
        boolean boots = (timeout == null || noBoot) && isOnCall(options);
        if (boots && noBoot) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "'" + node + "' does not run", "without '--no-boot' the call boots it");
        }
        return Optional.ofNullable(timeout).orElse(boots ? BOOTING : USUAL);
    }

    /** Whether nobody is there but who has it booted. Who does not answer this does not answer a call either. */
    private boolean isOnCall(BusOptions options) throws InterruptedException {
        try (Bus bus = Bus.open(options)) {
            Address address = Address.of(node);
            if (address.pid().isPresent()) {
                return false; // no boot brings back a process
            }
            List<Peer> peers = bus.look(Mailbox.of(address.name())).get(LOOK_SECONDS, TimeUnit.SECONDS);
            return peers.stream().allMatch(Peer::isStandIn) && (noBoot || !peers.isEmpty());
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private CommandFailure failure(ExecutionException failed) {
        if (!(failed.getCause() instanceof IncException e)) {
            return new CommandFailure(
                    ExitCode.CALL_FAILED, "the call can't be made: " + failed.getCause(), "see there", failed);
        }
        Optional<ErrorCode> code = e.errorCode();
        if (code.isEmpty()) {
            return new CommandFailure(
                    ExitCode.CALL_FAILED, said(e), "code " + e.code() + " is the function's own", failed);
        }
        return switch (code.get()) {
            case NOT_RUNNING ->
                new CommandFailure(
                        ExitCode.NOT_FOUND,
                        said(e),
                        "'ara-up ping' shows who is there, 'ara-up ps' why a node is not",
                        failed);
            case NO_SUCH_FUNCTION ->
                new CommandFailure(
                        ExitCode.NOT_FOUND,
                        said(e),
                        "'ara-up ping " + Address.of(node).name() + "' shows its functions",
                        failed);
            case BAD_PARAMETERS ->
                new CommandFailure(
                        ExitCode.CALL_FAILED,
                        said(e),
                        "'ara-up describe " + Address.of(node).name() + "' shows what it takes",
                        failed);
            case REFUSED ->
                new CommandFailure(ExitCode.REFUSED, said(e), "the node's author decides who may call it", failed);
            case TIMED_OUT ->
                new CommandFailure(
                        ExitCode.TIMED_OUT,
                        said(e),
                        "give it longer with '--timeout'; it may have run all the same",
                        failed);
            case OUTCOME_UNKNOWN ->
                new CommandFailure(
                        ExitCode.CALL_FAILED, said(e), "it may have run: look before you call again", failed);
            default -> new CommandFailure(ExitCode.CALL_FAILED, said(e), "see the log of '" + node + "'", failed);
        };
    }

    private String said(IncException e) {
        return node + "." + function + ": " + e.getMessage();
    }
}
