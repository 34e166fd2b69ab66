/**
 * The library for authors of nodes: answer ping, offer functions, call other nodes.
 *
 * <p>Uses model, wire and bus. Public methods may be called from any thread.
 */
@NullMarked
package network.ara.up.inc;

import org.jspecify.annotations.NullMarked;
