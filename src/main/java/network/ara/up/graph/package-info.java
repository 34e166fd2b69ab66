/**
 * Dependencies: order, cycles and their drawing as text, DOT, Mermaid and JSON.
 *
 * <p>Uses model and JGraphT. Pure. Any one thread.
 */
@NullMarked
package network.ara.up.graph;

import org.jspecify.annotations.NullMarked;
