/**
 * Bus text to message records and back: JSON values, INC messages, mailbox names.
 *
 * <p>Uses model and Jackson. Pure. Any thread.
 */
@NullMarked
package network.ara.up.wire;

import org.jspecify.annotations.NullMarked;
