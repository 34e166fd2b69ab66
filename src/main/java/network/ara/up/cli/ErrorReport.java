package network.ara.up.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import network.ara.up.model.Suggestion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What goes wrong with a command, as the user sees it: a line that says what, a line that says what to do. */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final AraUp araUp;
    private final PrintWriter err;

    ErrorReport(AraUp araUp, PrintWriter err) {
        this.araUp = araUp;
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        String name = exception.getCommandLine().getCommandSpec().qualifiedName();
        String help = "'" + name + " --help' shows what there is";
        if (exception instanceof UnmatchedArgumentException unmatched) {
            return print(unknown(unmatched, help), exception);
        }
        if (exception.getArgSpec() instanceof OptionSpec option && exception.getValue() != null) {
            return print(wrongValue(option, exception.getValue(), help), exception);
        }
        return print(new CommandFailure(ExitCode.USAGE, message(exception), help), exception);
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, @Nullable ParseResult parsed) {
        if (exception instanceof CommandFailure failure) {
            return print(failure, failure);
        }
        return print(exception instanceof IOException io ? ofTheSystem(io) : internal(exception), exception);
    }

    /** Returns the exit code. */
    int print(CommandFailure failure) {
        return print(failure, failure);
    }

    private int print(CommandFailure failure, Exception cause) {
        if (failure.getMessage() != null) {
            err.println("error: " + failure.getMessage());
        }
        failure.fix().ifPresent(fix -> err.println("  fix: " + fix));
        if (araUp.debug()) {
            cause.printStackTrace(err);
        }
        err.flush();
        return failure.code().number();
    }

    private static CommandFailure unknown(UnmatchedArgumentException unmatched, String help) {
        String word = unmatched.getUnmatched().get(0);
        Set<String> subcommands = unmatched.getCommandLine().getSubcommands().keySet();
        if (!unmatched.isUnknownOption()) {
            String choice = subcommands.isEmpty() ? help : "choose one of " + String.join(", ", subcommands);
            return new CommandFailure(
                    ExitCode.USAGE,
                    "unexpected argument '" + word + "'",
                    nearest(word, List.copyOf(subcommands), choice));
        }
        String option = word.split("=", 2)[0];
        List<String> known = new ArrayList<>();
        unmatched.getCommandLine().getCommandSpec().options().forEach(each -> known.addAll(List.of(each.names())));
        return new CommandFailure(ExitCode.USAGE, "unknown option '" + option + "'", nearest(option, known, help));
    }

    private static CommandFailure wrongValue(OptionSpec option, String value, String help) {
        List<String> known = new ArrayList<>();
        if (option.completionCandidates() != null) {
            option.completionCandidates().forEach(known::add);
        }
        String message = "option '" + option.longestName() + "' can't be '" + value + "'";
        String choice = known.isEmpty() ? help : "choose one of " + String.join(", ", known);
        if (option.type() == Duration.class) {
            choice = "write a number with its unit, such as 250ms, 5s, 2m or 1h";
        } else if (option.type() == Instant.class) {
            choice = "write how long ago, such as 30s or 5m, or a date, such as 2026-11-23 or 2026-11-23T09:30";
        } else if (option.type() == int.class || option.type() == Integer.class) {
            choice = "write a whole number";
        }
        return new CommandFailure(ExitCode.USAGE, message, nearest(value, known, choice));
    }

    private static String nearest(String word, List<String> known, String otherwise) {
        return Suggestion.nearest(word, known)
                .map(name -> "did you mean '" + name + "'?")
                .orElse(otherwise);
    }

    /** Picocli's, in our style. */
    private static String message(ParameterException exception) {
        return lowerCase(String.valueOf(exception.getMessage()));
    }

    /** What begins with a capital in other people's messages. */
    static String lowerCase(String message) {
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    /** Folders, sockets and files: the message says which, and what was wrong with it. */
    private static CommandFailure ofTheSystem(IOException exception) {
        return new CommandFailure(
                ExitCode.NODE_FAILED, String.valueOf(exception.getMessage()), "'--debug' shows where it came from");
    }

    private static CommandFailure internal(Exception exception) {
        return new CommandFailure(
                ExitCode.NODE_FAILED, "a fault in ara-up itself: " + exception, "report it, with what '--debug' shows");
    }
}
