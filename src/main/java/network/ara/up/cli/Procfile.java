package network.ara.up.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.ara.up.model.NodeName;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;

/**
 * A file of Heroku's and foreman's: {@code NAME: COMMAND} on each line, blank lines, and comments that begin with {@code #}.
 *
 * @param entries in the order of the file
 * @param problems in the order of the file; foreman ignores such lines
 */
record Procfile(List<Entry> entries, List<Problem> problems) {

    /** A process type. */
    record Entry(NodeName name, String command) {

        /** Whether the command means the same without a shell: split into words, and nothing else. */
        boolean isPlain() {
            Matcher first = FIRST_WORD.matcher(command);
            return !SHELL_ONLY.matcher(command).find()
                    && first.lookingAt()
                    && !first.group().contains("=")
                    && !SHELL_WORDS.contains(first.group());
        }
    }

    private static final Pattern LINE = Pattern.compile("\\s*([^:\\s][^:]*?)\\s*:\\s*(\\S.*?)\\s*");
    private static final Pattern FIRST_WORD = Pattern.compile("\\S+");

    /** Within quotes some of these are plain characters: then a shell does no harm. */
    private static final Pattern SHELL_ONLY = Pattern.compile("[|&;<>()$`\\\\*?\\[\\]{}~#!]");

    private static final Set<String> SHELL_WORDS = Set.of(
            ".", ":", "[", "alias", "case", "cd", "command", "eval", "exec", "exit", "export", "for", "if", "set",
            "source", "time", "trap", "ulimit", "umask", "unset", "until", "wait", "while");

    Procfile {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /** @param file as it is shown in positions */
    static Procfile parse(String text, String file) {
        return new Parser(file).parse(text);
    }

    /** One reading. */
    private static final class Parser {

        private final String file;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final Map<NodeName, SourcePosition> places = new HashMap<>();

        Parser(String file) {
            this.file = file;
        }

        Procfile parse(String text) {
            List<String> lines = text.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank() && !lines.get(i).strip().startsWith("#")) {
                    line(lines.get(i), i + 1);
                }
            }
            return new Procfile(entries, problems);
        }

        private void line(String line, int number) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                problems.add(Problem.at(
                        position(number, line.length() - line.stripLeading().length(), line.strip()),
                        "this line is no 'NAME: COMMAND'",
                        "write a name, a colon and a command, or put a '#' before it"));
                return;
            }
            SourcePosition place = position(number, matcher.start(1), matcher.group(1));
            Optional<NodeName> name = name(matcher.group(1), place);
            name.ifPresent(found -> add(found, place, matcher.group(2), number, matcher.start(2)));
        }

        private void add(NodeName name, SourcePosition place, String command, int number, int start) {
            SourcePosition earlier = places.putIfAbsent(name, place);
            int quote = openQuote(command);
            if (earlier != null) {
                problems.add(new Problem(
                        place,
                        "'" + name + "' is defined twice",
                        List.of(new Problem.Note(earlier, "first defined here")),
                        Optional.of("rename one of them")));
            } else if (quote >= 0) {
                problems.add(Problem.at(
                        position(number, start + quote, command.substring(quote, quote + 1)),
                        "this quote is never closed",
                        "close it"));
            } else {
                entries.add(new Entry(name, command));
            }
        }

        /** Characters that a node's name can't have become dashes. */
        private Optional<NodeName> name(String text, SourcePosition place) {
            String name = text.replaceAll("[^A-Za-z0-9._+-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
            Optional<String> flaw = NodeName.flaw(name);
            flaw.ifPresent(reason -> problems.add(
                    Problem.at(place, "'" + text + "' can't be made a node's name: " + reason, "rename it")));
            return flaw.isPresent() ? Optional.empty() : Optional.of(new NodeName(name));
        }

        private SourcePosition position(int line, int start, String token) {
            return new SourcePosition(file, line, start + 1, Math.max(1, token.length()));
        }

        /** Where the quote stands that nothing closes, or -1. */
        private static int openQuote(String command) {
            int open = -1;
            for (int i = 0; i < command.length(); i++) {
                char c = command.charAt(i);
                if (c == '\\' && (open < 0 || command.charAt(open) == '"')) {
                    i++;
                } else if (open < 0 && (c == '"' || c == '\'')) {
                    open = i;
                } else if (open >= 0 && c == command.charAt(open)) {
                    open = -1;
                }
            }
            return open;
        }
    }
}
