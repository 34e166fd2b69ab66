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
        int code = run(terminal, arguments);
        terminal.out().flush();
        terminal.err().flush();
        System.exit(code);
    }

    private static int run(Terminal terminal, String[] arguments) {
        try {
            return AraUp.run(terminal, List.of(arguments));
        } catch (OutOfMemoryError e) {
            terminal.err()
                    .println("error: there is not enough memory for this\n  fix: give Java more in JDK_JAVA_OPTIONS,"
                            + " such as -Xmx4g");
            return ExitCode.NODE_FAILED.number();
        }
    }
}
