package network.ara.up.model;

import java.util.List;

/** How a node's process comes to be. */
public sealed interface Launch {

    /** A program, given directly to the kernel: the pid that is tracked is the program's. */
    record Program(List<String> argv) implements Launch {
        public Program {
            argv = List.copyOf(argv);
            if (argv.isEmpty()) {
                throw new IllegalArgumentException("an empty argv");
            }
        }
    }

    /** A script for {@code /bin/sh -c}. */
    record Shell(String script) implements Launch {}

    /** A node that ships with ara-up, run as {@code ara-up node TYPE ARGUMENTS...}. */
    record Builtin(String type, List<String> arguments) implements Launch {

        /** Those that there are. */
        public static final List<String> TYPES = List.of("dht", "dns");

        public Builtin {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * An Ara network node module, which a host that ships with ara-up runs as {@code ann} would.
     *
     * @param type as {@code ann --type}
     * @param arguments flags as {@code ann} takes them, given to the module without becoming arguments of a process
     */
    record Ann(String type, List<String> arguments) implements Launch {
        public Ann {
            arguments = List.copyOf(arguments);
        }
    }

    /** Never started by ara-up: it must be found running. */
    record External() implements Launch {}
}
