/**
 * Real child processes: launch in a group of their own, signal the group, follow log files, read figures.
 *
 * <p>Uses model. Knows nothing of nodes' states. Any thread, unless a type says otherwise.
 */
@NullMarked
package network.ara.up.process;

import org.jspecify.annotations.NullMarked;
