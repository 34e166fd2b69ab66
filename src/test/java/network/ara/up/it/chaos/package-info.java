/**
 * The chaos run: a random project of real nodes, whose processes, supervisor and bus leader are killed at random while
 * commands stop, start, restart and reload its nodes; and the checks that everything is as it should be again.
 *
 * <p>What runs is read from {@code /proc} by variables in the environment of the processes, and from journals that the
 * nodes write themselves (src/test/sh/chaos-node): nothing that ara-up remembers is believed.
 */
@NullMarked
package network.ara.up.it.chaos;

import org.jspecify.annotations.NullMarked;
