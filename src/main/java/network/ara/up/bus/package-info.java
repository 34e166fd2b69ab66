/**
 * Localcast on the wire: lead or follow on port 46356, route namespaces, fail over, guard.
 *
 * <p>Uses model, wire and Netty. Everything runs on the bus's one event loop thread, but looks into the kernel's tables,
 * which have one of their own; public methods may be called from any.
 */
@NullMarked
package network.ara.up.bus;

import org.jspecify.annotations.NullMarked;
