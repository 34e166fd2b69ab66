package network.ara.up.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.ara.up.model.Suggestion;

/** The words after {@code ara-up}, of which the command may be left out: {@code ara-up manifest.yml} means {@code up}. */
final class CommandLineArguments {

    private static final String DEFAULT_COMMAND = "up";

    /** Of ara-up itself, and answered without a command. */
    private static final List<String> ANSWERS = List.of("-h", "--help", "-V", "--version");

    private final List<String> words;
    private final List<String> commands;

    /** Where the command is, or would have to be inserted. */
    private final int place;

    CommandLineArguments(List<String> words, List<String> commands) {
        this.words = words;
        this.commands = commands;
        int at = 0;
        while (at < words.size() && isForEveryCommand(words.get(at))) {
            at += words.get(at).equals("--color") ? 2 : 1;
        }
        place = Math.min(at, words.size());
    }

    private static boolean isForEveryCommand(String word) {
        return word.equals("--debug") || word.equals("--color") || word.startsWith("--color=");
    }

    /** The command's name or alias; empty when the words ask ara-up itself for its help or its version. */
    Optional<String> command() {
        if (place < words.size() && ANSWERS.contains(words.get(place))) {
            return Optional.empty();
        }
        return Optional.of(isNamed() ? words.get(place) : DEFAULT_COMMAND);
    }

    /** The words with the command. */
    List<String> complete() {
        List<String> complete = new ArrayList<>(words);
        if (!isNamed() && command().isPresent()) {
            complete.add(place, DEFAULT_COMMAND);
        }
        return complete;
    }

    /** A word that is no command and no file, and nearly a command; in its place {@code up} would look for a node. */
    Optional<CommandFailure> misspelt(Path cwd) {
        if (isNamed() || place == words.size() || words.get(place).startsWith("-")) {
            return Optional.empty();
        }
        String word = words.get(place);
        if (ManifestArguments.isManifest(word, cwd)) {
            return Optional.empty();
        }
        if (word.equals("help")) {
            return Optional.of(CommandFailure.misspelt(word, "--help"));
        }
        return Suggestion.nearest(word, commands).map(meant -> CommandFailure.misspelt(word, meant));
    }

    private boolean isNamed() {
        return place < words.size() && commands.contains(words.get(place));
    }
}
