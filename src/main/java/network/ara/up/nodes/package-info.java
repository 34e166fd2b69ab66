/**
 * The nodes that ship with ara-up, written on inc as any author would.
 *
 * <p>Uses inc. Each runs in a process of its own.
 */
@NullMarked
package network.ara.up.nodes;

import org.jspecify.annotations.NullMarked;
