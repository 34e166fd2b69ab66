package network.ara.up.runtime;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.model.ProvidedFunction.Command;
import network.ara.up.model.Template;
import network.ara.up.process.CapturedProgram;
import network.ara.up.process.LaunchException;
import network.ara.up.process.LaunchOrder;
import network.ara.up.wire.Outcome;

/** Runs the command of a provided function: its output is the result, and its end says whether there is one. */
final class CommandAction implements ProvidedAction {

    /** The kernel takes no longer argument: 32 pages, with the zero at its end. */
    private static final int MAX_ARGUMENT = 131_071;

    private static final Path NOWHERE = Path.of("/dev/null");

    private final NodeEnvironment environment;
    private final Executor threads;

    CommandAction(NodeEnvironment environment, Executor threads) {
        this.environment = environment;
        this.threads = threads;
    }

    @Override
    public CompletableFuture<?> perform(
            NodeSpec spec, ProvidedFunction function, Arguments arguments, CompletableFuture<Outcome> outcome)
            throws CallRefused {
        Command command = (Command) function.action();
        List<String> argv = argv(command, arguments);
        Optional<byte[]> input =
                command.input().map(template -> template.fill(arguments::text).getBytes(StandardCharsets.UTF_8));
        try {
            LaunchOrder order = new LaunchOrder(spec.name(), argv, spec.cwd(), environment.environment(spec), NOWHERE);
            CapturedProgram program = CapturedProgram.start(order, input, MOST_BYTES, threads);
            var unused = outcome.whenComplete((result, failure) -> program.kill());
            return program.ending().thenAccept(ending -> outcome.complete(result(function, ending)));
        } catch (LaunchException e) {
            outcome.complete(ProvidedAction.threw("its command can't be run: " + e.reason()));
            return CompletableFuture.completedFuture(null);
        }
    }

    private static List<String> argv(Command command, Arguments arguments) throws CallRefused {
        List<String> argv = new ArrayList<>();
        boolean optionsOver = command.dashes();
        for (Template word : command.argv()) {
            String filled = word.fill(arguments::text);
            if (!optionsOver && word.beginsWithPlace() && filled.startsWith("-")) {
                throw Arguments.refused(
                        "a parameter may not begin with '-' here: the program would take it for an option");
            } else if (filled.indexOf('\0') >= 0) {
                throw Arguments.refused("a parameter contains the character U+0000, which no program can be given");
            } else if (filled.getBytes(StandardCharsets.UTF_8).length > MAX_ARGUMENT) {
                throw Arguments.refused("an argument of its program would be longer than " + MAX_ARGUMENT + " bytes");
            }
            argv.add(filled);
            optionsOver |= word.text().equals("--");
        }
        return argv;
    }

    private static Outcome result(ProvidedFunction function, CapturedProgram.Ending ending) {
        if (ending.isCut()) {
            return ProvidedAction.tooLong();
        } else if (!ending.status().isSuccess()) {
            return ProvidedAction.threw(
                    ending.lastError().isEmpty() ? "its command ended with " + ending.status() : ending.lastError());
        }
        String output = ending.output();
        String text = output.endsWith("\n") ? output.substring(0, output.length() - 1) : output;
        return ProvidedAction.read(text, function.result(), true);
    }
}
