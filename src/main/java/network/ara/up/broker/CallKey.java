package network.ara.up.broker;

import network.ara.up.wire.MessageId;

/**
 * What ties a call, its cancel and its result together.
 *
 * @param mailbox the caller's: the namespace that the result is sent to
 */
record CallKey(Object mailbox, MessageId id) {}
