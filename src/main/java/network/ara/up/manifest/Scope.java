package network.ara.up.manifest;

import java.nio.file.Path;

/**
 * What decoding a file has at hand.
 *
 * @param directory absolute: what relative paths of the file are relative to
 */
record Scope(SourceText source, Path directory, Variables variables, Problems problems) {}
