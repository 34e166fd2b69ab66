package network.ara.up.process;

import java.time.Instant;
import network.ara.up.model.NodeName;

/**
 * A line that a node wrote.
 *
 * @param time when it was there, to some milliseconds; coarser where it is old, or was written while no ara-up ran
 * @param text without its end
 */
public record LogLine(NodeName node, Instant time, String text) {}
