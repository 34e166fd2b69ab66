/**
 * Arguments, printing, exit codes, and the wiring of everything by hand in Main.
 *
 * <p>Uses all packages.
 */
@NullMarked
package network.ara.up.cli;

import org.jspecify.annotations.NullMarked;
