/**
 * The one loop thread that performs the core's effects; probes, timers, control socket.
 *
 * <p>Uses all lower packages but inc. Only the loop thread touches the core; everything else offers events to its queue.
 */
@NullMarked
package network.ara.up.runtime;

import org.jspecify.annotations.NullMarked;
