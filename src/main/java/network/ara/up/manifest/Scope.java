package network.ara.up.manifest;

import java.nio.file.Path;

/**
 * What decoding a file has at hand.
 *
 * @param directory absolute: what relative paths of the file are relative to
 * @param forStart whether what a start needs, such as a folder or an env file, must be there
 * @param references of the node that is being read
 * @param names shared by all files of a reading, as are environmentFiles
 */
record Scope(
        SourceText source,
        Path directory,
        Variables variables,
        boolean forStart,
        Names names,
        EnvironmentFiles environmentFiles,
        References references,
        Problems problems) {}
