package network.ara.up.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.LogFiles;
import network.ara.up.process.RuntimeDirectories;

/**
 * Where what is known of one project of this user is kept.
 *
 * @param name shaped as a node's, so that it can be a file's
 */
public record ProjectHome(String name, RuntimeDirectories directories) {

    /** Errors: {@link IllegalArgumentException} for a name that can't be a node's. */
    public ProjectHome {
        NodeName.flaw(name).ifPresent(flaw -> {
            throw new IllegalArgumentException("'" + name + "' is not a project's name: " + flaw);
        });
    }

    /** Where its supervisor listens for commands. */
    public Path socket() {
        return directories.runtime().resolve(name + ".sock");
    }

    public LogFiles logs() {
        return new LogFiles(state().resolve("logs"));
    }

    /** What its supervisor says when it runs in the background. */
    public Path ownLog() {
        return state().resolve("ara-up.log");
    }

    /** The nodes that a run of it has started, and that run now; with what is known of them without a manifest. */
    public List<NodeSpec> remembered() {
        return records().specs();
    }

    /** What its tasks have done is done anew by its next run. */
    public void forgetDone() throws IOException {
        records().forgetDone();
    }

    Records records() {
        return new Records(state().resolve("nodes"));
    }

    Path state() {
        return directories.state().resolve(name);
    }
}
