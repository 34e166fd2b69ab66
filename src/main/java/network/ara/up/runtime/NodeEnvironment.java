package network.ara.up.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.ara.up.manifest.EnvironmentFile;
import network.ara.up.model.Launch;
import network.ara.up.model.NodeSpec;
import network.ara.up.process.LaunchException;
import network.ara.up.wire.Json;

/**
 * What a node's process is started with: its argument list, and the environment of ara-up itself with what the manifest
 * changes, computed anew at every start.
 */
final class NodeEnvironment {

    private final Map<String, String> inherited;

    /** @param inherited the environment of ara-up */
    NodeEnvironment(Map<String, String> inherited) {
        this.inherited = Map.copyOf(inherited);
    }

    /**
     * The inherited variables, {@code ARA_UP_NODE} (its name), {@code ARA_UP_CLASSPATH} (the Java library for authors of
     * nodes), {@code ARA_UP_ANN} (the flags of an Ara network node module, which are not for everybody to read), what the manifest's files set, and what itself sets or unsets.
     *
     * <p>Errors: {@link LaunchException} for a file that can't be used now, whatever it was when the manifest was read.
     */
    Map<String, String> environment(NodeSpec spec) throws LaunchException {
        Map<String, String> environment = new TreeMap<>(inherited);
        environment.put("ARA_UP_NODE", spec.name().text());
        environment.put("ARA_UP_CLASSPATH", Ourselves.classPath());
        if (spec.launch() instanceof Launch.Ann ann) {
            environment.put("ARA_UP_ANN", Json.text(ann.arguments()));
        }
        ofManifest(spec)
                .forEach((name, value) ->
                        value.ifPresentOrElse(text -> environment.put(name, text), () -> environment.remove(name)));
        return environment;
    }

    private static Map<String, Optional<String>> ofManifest(NodeSpec spec) throws LaunchException {
        Map<String, Optional<String>> variables = new TreeMap<>();
        for (Path file : spec.environment().files()) {
            read(spec, file).forEach((name, value) -> variables.put(name, Optional.of(value)));
        }
        variables.putAll(spec.environment().variables());
        return variables;
    }

    /**
     * Of all that the manifest says of the node's process: its program, its folder, its variables, also those of files as
     * they are now. Two that are equal would start the same. What ara-up inherited itself is not in it.
     *
     * <p>Errors: as of {@link #environment}.
     */
    static String fingerprint(NodeSpec spec) throws LaunchException {
        String all = spec.launch() + "\n" + spec.cwd() + "\n" + ofManifest(spec);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Map<String, String> read(NodeSpec spec, Path file) throws LaunchException {
        try {
            return EnvironmentFile.read(file);
        } catch (EnvironmentFile.Flaw flaw) {
            String place = file + ":" + flaw.line() + ":" + flaw.column();
            throw new LaunchException(spec.name(), place + ": " + flaw.message(), flaw.fix());
        } catch (IOException e) {
            throw new LaunchException(
                    spec.name(),
                    "its env_file '" + file + "' can't be used: " + EnvironmentFile.reason(e),
                    "see 'env_file' in the manifest");
        }
    }

    /** Errors: {@link IllegalStateException} for an external node, which has no program. */
    List<String> argv(NodeSpec spec) {
        if (spec.launch() instanceof Launch.Program program) {
            return program.argv();
        } else if (spec.launch() instanceof Launch.Shell shell) {
            return List.of("/bin/sh", "-c", shell.script());
        } else if (spec.launch() instanceof Launch.Builtin builtin) {
            List<String> argv = new ArrayList<>(Ourselves.argv());
            argv.addAll(List.of("node", builtin.type(), "--name", spec.name().text()));
            argv.addAll(builtin.arguments());
            return argv;
        } else if (spec.launch() instanceof Launch.Ann ann) {
            return List.of("node", Ourselves.script("ann-host.js").toString(), ann.type());
        }
        throw new IllegalStateException(spec.name() + " is external");
    }
}
