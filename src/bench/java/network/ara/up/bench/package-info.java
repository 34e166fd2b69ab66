/** Benchmarks: main classes, started by src/bench/run.sh, that write their sections of docs/benchmarks.md. */
@NullMarked
package network.ara.up.bench;

import org.jspecify.annotations.NullMarked;
