/** What holds for any input, searched by Jazzer: coverage-guided, and bounded in time by the build. */
@NullMarked
package network.ara.up.fuzz;

import org.jspecify.annotations.NullMarked;
