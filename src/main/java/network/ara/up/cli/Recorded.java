package network.ara.up.cli;

import java.time.Duration;
import java.util.Optional;
import network.ara.up.wire.IncMessage;

/**
 * A message of a recording.
 *
 * @param line where it stands in the file, from 1
 * @param at since the recording's first message
 * @param to whose mailbox it was in; empty where everybody is asked
 * @param message empty for one that is not INC
 * @param text the whole of it, a JSON array
 */
record Recorded(int line, Duration at, String to, Optional<IncMessage> message, String text) {}
