package network.ara.up.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code ara-up}, and where its subcommands are registered. */
@Command(
        name = "ara-up",
        description = "Boot, supervise and connect cooperating nodes on this machine.",
        customSynopsis = {"ara-up [OPTIONS] MANIFEST...", "       ara-up [OPTIONS] COMMAND ..."},
        versionProvider = AraUp.Version.class,
        sortOptions = false)
final class AraUp {

    /** All commands, in the order of the help. */
    private static final List<String> COMMANDS = List.of(
            "up",
            "plan",
            "graph",
            "ping",
            "call",
            "ps",
            "describe",
            "stats",
            "bus",
            "logs",
            "attach",
            "events",
            "wait",
            "start",
            "stop",
            "restart",
            "reset",
            "reload",
            "down",
            "check",
            "config",
            "init",
            "schema",
            "node");

    private static final Map<String, String> ALIASES = Map.of("validate", "check");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean version;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("UnusedVariable") // checked by picocli, and read by ColorChoice.in
    private ColorChoice color = ColorChoice.AUTO;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of errors")
    private boolean debug;

    private final Terminal terminal;

    AraUp(Terminal terminal) {
        this.terminal = terminal;
    }

    boolean debug() {
        return debug;
    }

    /** Runs a command line. Returns the exit code. */
    static int run(Terminal terminal, List<String> words) {
        List<String> names = new ArrayList<>(COMMANDS);
        names.addAll(ALIASES.keySet());
        CommandLineArguments arguments = new CommandLineArguments(words, names);
        AraUp araUp = new AraUp(terminal.with(ColorChoice.in(words)));
        ErrorReport errors = new ErrorReport(araUp, terminal.err());
        Optional<CommandFailure> misspelt = arguments.misspelt(terminal.cwd());
        if (misspelt.isPresent()) {
            return errors.print(misspelt.get());
        }
        return araUp.commandLine(arguments, errors)
                .setColorScheme(Help.defaultColorScheme(araUp.terminal.coloursOut() ? Help.Ansi.ON : Help.Ansi.OFF))
                .execute(arguments.complete().toArray(String[]::new));
    }

    /** With the one command that is asked for: to look into the classes of all takes longer than most of them run. */
    private CommandLine commandLine(CommandLineArguments arguments, ErrorReport errors) {
        CommandLine commandLine = new CommandLine(this);
        List<String> needed = arguments.command().map(List::of).orElse(COMMANDS);
        needed.forEach(name -> command(ALIASES.getOrDefault(name, name)).ifPresent(commandLine::addSubcommand));
        commandLine.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
        commandLine.getCommandSpec().usageMessage().exitCodeList(ExitCode.table());
        return commandLine
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    private Optional<Object> command(String name) {
        return switch (name) {
            case "up" -> Optional.of(new UpCommand(terminal));
            case "plan" -> Optional.of(new PlanCommand(terminal));
            case "graph" -> Optional.of(new GraphCommand(terminal));
            case "ping" -> Optional.of(new PingCommand(terminal));
            case "call" -> Optional.of(new CallCommand(terminal));
            case "ps" -> Optional.of(new PsCommand(terminal));
            case "describe" -> Optional.of(new DescribeCommand(terminal));
            case "stats" -> Optional.of(new StatsCommand(terminal));
            case "bus" -> Optional.of(new BusCommand(terminal));
            case "logs" -> Optional.of(new LogsCommand(terminal));
            case "down" -> Optional.of(new DownCommand(terminal));
            case "attach" -> Optional.of(new AttachCommand(terminal));
            case "events" -> Optional.of(new EventsCommand(terminal));
            case "wait" -> Optional.of(new WaitCommand(terminal));
            case "start" -> Optional.of(new StartCommand(terminal));
            case "stop" -> Optional.of(new StopCommand(terminal));
            case "restart" -> Optional.of(new RestartCommand(terminal));
            case "reset" -> Optional.of(new ResetCommand(terminal));
            case "reload" -> Optional.of(new ReloadCommand(terminal));
            case "check" -> Optional.of(new CheckCommand(terminal));
            case "schema" -> Optional.of(new SchemaCommand(terminal));
            case "init" -> Optional.of(new InitCommand(terminal));
            case "config" -> Optional.of(new ConfigCommand(terminal));
            case "node" -> Optional.of(new NodeCommand(terminal));
            default -> Optional.empty();
        };
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = AraUp.class.getPackage().getImplementationVersion();
            return new String[] {"ara-up " + (version == null ? "(not packaged)" : version)};
        }
    }
}
