package network.ara.up.runtime;

import java.util.Map;
import java.util.Optional;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.LaunchException;
import network.ara.up.process.LaunchOrder;
import network.ara.up.process.ProcessLauncher;

/** Why nodes could not be started now: programs, folders and files that are not there. Starts nothing. */
public final class LaunchCheck {

    private final ProjectHome home;
    private final NodeEnvironment environment;

    /** @param environment of ara-up */
    public LaunchCheck(ProjectHome home, Map<String, String> environment) {
        this.home = home;
        this.environment = new NodeEnvironment(environment, (asking, reference) -> reference.toString());
    }

    /** Empty where nothing stands against it, and for an external node, which is never started. */
    public Optional<LaunchException> flaw(NodeSpec spec) {
        if (spec.launch() instanceof Launch.External) {
            return Optional.empty();
        }
        try {
            ProcessLauncher.verify(new LaunchOrder(
                    spec.name(),
                    environment.argv(spec),
                    spec.cwd(),
                    environment.environment(spec),
                    home.logs().of(spec.name())));
            return Optional.empty();
        } catch (LaunchException e) {
            return Optional.of(e);
        }
    }
}
