/**
 * Integration tests: real processes, the real npm packages, the real port. Run by Failsafe in a network namespace of their
 * own (src/test/sh/isolated/bin/java), after the npm packages of src/test/js were installed.
 */
@NullMarked
package network.ara.up.it;

import org.jspecify.annotations.NullMarked;
