/**
 * Decides: an event in, effects out.
 *
 * <p>Uses model and graph. No files, sockets, threads, clocks, randomness or logging: the same events give the same\n * effects. One thread.
 */
@NullMarked
package network.ara.up.core;

import org.jspecify.annotations.NullMarked;
