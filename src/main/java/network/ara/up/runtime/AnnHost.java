package network.ara.up.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.LaunchException;

/**
 * The Node.js process that hosts an Ara network node module. What is certain to be missing is found out before it is started:
 * the host would say the same, but once for each restart.
 */
final class AnnHost {

    private static final String DEFAULT_PATH = "/bin:/usr/bin";

    /** What {@code require} completes a file's name with, the name itself first. */
    private static final List<String> ENDINGS = List.of("", ".js", ".cjs", ".json", ".node");

    private final NodeSpec spec;
    private final String type;
    private final Map<String, String> environment;

    /** @param environment the one that the process gets */
    AnnHost(NodeSpec spec, Launch.Ann ann, Map<String, String> environment) {
        this.spec = spec;
        this.type = ann.type();
        this.environment = environment;
    }

    /** Errors: {@link LaunchException} for what is certain to fail. */
    List<String> argv() throws LaunchException {
        Path host = Ourselves.script("ann-host.js");
        verifyProgram();
        if (!has("ara-network")) {
            throw failure("there is no package 'ara-network' for " + spec.cwd(), "run there: " + installation());
        }
        verifyLibrary(host);
        if (!has("ara-network-node-" + type) && !has("ara-" + type) && !has(type) && !isThere(spec.cwd(), type)) {
            throw failure(
                    "there is no node module of type '" + type + "' for " + spec.cwd(),
                    "run there: npm install ara-network-node-" + type + "; or write " + type + ".js there");
        }
        return List.of("node", host.toString(), type);
    }

    private void verifyProgram() throws LaunchException {
        String path = environment.getOrDefault("PATH", DEFAULT_PATH);
        if (Stream.of(path.split(":"))
                .noneMatch(
                        folder -> Files.isExecutable(spec.cwd().resolve(folder).resolve("node")))) {
            throw failure(
                    "a module of the Ara network runs in Node.js, and 'node' is not on the PATH, which is " + path,
                    "install Node.js 20 or newer, or give the PATH in 'env'");
        }
    }

    /** A project that has locked its packages wants these. */
    private String installation() {
        boolean locked = isThere(spec.cwd(), "package-lock.json") && !isThere(spec.cwd(), "node_modules");
        return locked ? "npm ci" : "npm install ara-network";
    }

    /** The project's own, else the one beside the host, whose packages nobody else needs: they are not in the checkout. */
    private void verifyLibrary(Path host) throws LaunchException {
        Path folder = host.resolveSibling("node_modules");
        boolean installed = isThere(folder, "localcast") && isThere(folder, "md5");
        if (!installed && !has("ara-inc")) {
            throw failure(
                    "the packages of ara-up's JavaScript library are not installed",
                    "run once, for all such nodes: npm ci --prefix '" + host.getParent() + "'");
        }
    }

    /** Whether {@code require} finds the package from the node's folder; true where that is told by more than folders. */
    private boolean has(String name) {
        return ancestors().anyMatch(folder -> isThere(folder.resolve("node_modules"), name))
                || elsewhere().anyMatch(folder -> isThere(folder, name))
                || ancestors().anyMatch(folder -> isThere(folder, ".pnp"));
    }

    private Stream<Path> ancestors() {
        return Stream.iterate(spec.cwd().toAbsolutePath(), folder -> folder != null, Path::getParent);
    }

    private Stream<Path> elsewhere() {
        Stream<Path> named = Stream.of(environment.getOrDefault("NODE_PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(spec.cwd()::resolve);
        Stream<Path> home = Optional.ofNullable(environment.get("HOME")).stream()
                .flatMap(folder -> Stream.of(".node_modules", ".node_libraries").map(Path.of(folder)::resolve));
        return Stream.concat(named, home);
    }

    private static boolean isThere(Path folder, String name) {
        return ENDINGS.stream().anyMatch(ending -> Files.exists(folder.resolve(name + ending)));
    }

    private LaunchException failure(String reason, String fix) {
        return new LaunchException(spec.name(), reason + " (" + spec.position() + ")", fix);
    }
}
