package network.ara.up.cli;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a command: its message and fix, if any, are printed to standard error, its code is the process's. */
final class CommandFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final ExitCode code;
    private final @Nullable String fix;

    /** @param message lower case, no final stop, names in single quotes */
    CommandFailure(ExitCode code, String message, String fix) {
        super(message);
        this.code = code;
        this.fix = fix;
    }

    /** @param cause shown with {@code --debug} */
    CommandFailure(ExitCode code, String message, String fix, Exception cause) {
        super(message, cause);
        this.code = code;
        this.fix = fix;
    }

    /** With everything said already. */
    CommandFailure(ExitCode code) {
        super((String) null);
        this.code = code;
        this.fix = null;
    }

    ExitCode code() {
        return code;
    }

    Optional<String> fix() {
        return Optional.ofNullable(fix);
    }

    /** A word that is no command, and nearly one. */
    static CommandFailure misspelt(String word, String meant) {
        return new CommandFailure(
                ExitCode.USAGE,
                "no command '" + word + "'",
                "did you mean '" + meant + "'? A node of that name is booted by 'ara-up up " + word + "'");
    }
}
