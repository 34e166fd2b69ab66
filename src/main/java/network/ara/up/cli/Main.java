package network.ara.up.cli;

import java.util.List;

/** Where the process begins. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        if (!List.of(arguments).contains("--debug")) {
            // Diagnostics without their stack traces.
            System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s: %5$s%n");
        }
        Terminal terminal = SystemTerminal.open();
        int code = AraUp.run(terminal, List.of(arguments));
        terminal.out().flush();
        terminal.err().flush();
        System.exit(code);
    }
}
