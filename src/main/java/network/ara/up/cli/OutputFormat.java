package network.ara.up.cli;

import java.util.Locale;

/** The values of {@code --output}, wherever there is a table. */
enum OutputFormat {
    TABLE,
    JSON;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
