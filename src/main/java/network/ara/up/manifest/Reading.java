package network.ara.up.manifest;

import java.util.List;
import network.ara.up.model.Problem;

/**
 * What came of reading manifests.
 *
 * @param manifest as much of it as could be understood; whole when there are no errors
 * @param problems in the order of the files, then by position; empty when all is well
 * @param unlisted how many more problems there are, which were too many to keep
 * @param sources the text of the files that were read, for excerpts
 */
public record Reading(Manifest manifest, List<Problem> problems, int unlisted, Sources sources) {

    public Reading {
        problems = List.copyOf(problems);
    }
}
