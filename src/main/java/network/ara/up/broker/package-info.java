/**
 * The call broker: who may call whom, when, and how often; it holds calls for nodes that are being booted, and sees to it
 * that each call ends in one result.
 *
 * <p>Uses model, wire, bus and, to tell processes apart, process. It decides on the bus's thread, by an immutable table that the supervisor publishes.
 */
@NullMarked
package network.ara.up.broker;

import org.jspecify.annotations.NullMarked;
