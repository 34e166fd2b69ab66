package network.ara.up.runtime;

import network.ara.up.graph.DependencyGraph;

/** Where a project's manifest is read anew while the project is up. */
@FunctionalInterface
public interface ManifestSource {

    /**
     * All nodes as the manifest has them now. Blocks on files.
     *
     * <p>Errors: {@link OrderRefused} for a manifest that can't be used, with all that is wrong with it.
     */
    DependencyGraph read();
}
