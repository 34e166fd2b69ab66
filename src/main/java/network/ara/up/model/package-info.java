/**
 * The immutable words that all packages share.
 *
 * <p>Uses JDK values only. Every type is safe on any thread.
 */
@NullMarked
package network.ara.up.model;

import org.jspecify.annotations.NullMarked;
