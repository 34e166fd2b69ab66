/**
 * YAML text to a manifest, or to every problem at once.
 *
 * <p>Uses model and snakeyaml-engine. Reads files, starts nothing. Any one thread.
 */
@NullMarked
package network.ara.up.manifest;

import org.jspecify.annotations.NullMarked;
