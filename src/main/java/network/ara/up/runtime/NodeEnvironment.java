package network.ara.up.runtime;

import java.io.IOException;
import java.net.URI;
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
import network.ara.up.model.NodeReference;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.Port;
import network.ara.up.model.Probe;
import network.ara.up.process.LaunchException;
import network.ara.up.wire.Json;

/**
 * What a node's process is started with: its argument list, and the environment of ara-up itself with what the manifest
 * changes, computed anew at every start.
 */
final class NodeEnvironment {

    private final Map<String, String> inherited;
    private final Known known;

    /** What only running nodes can tell. Any thread. */
    @FunctionalInterface
    interface Known {
        /** Errors: {@link LaunchException} where it is not known now. */
        String of(NodeSpec asking, NodeReference reference) throws LaunchException;

        /** The ports that the node is given, by name. */
        default Map<String, Integer> ports(NodeSpec node) {
            Map<String, Integer> declared = new TreeMap<>();
            node.wiring().ports().forEach(port -> declared.put(port.name(), port.number()));
            return declared;
        }
    }

    /** @param inherited the environment of ara-up */
    NodeEnvironment(Map<String, String> inherited, Known known) {
        this.inherited = Map.copyOf(inherited);
        this.known = known;
    }

    /**
     * The inherited variables, {@code ARA_UP_NODE} (its name on the bus), {@code ARA_UP_REPLICA} (which of several instances
     * it is), {@code ARA_UP_CLASSPATH} (the Java library for authors of nodes), {@code ARA_UP_ANN} (the flags of an Ara network
     * node module, which are not for everybody to read), its ports as {@code PORT_NAME}, what the manifest's files set, and
     * what itself sets or unsets.
     *
     * <p>Errors: {@link LaunchException} for a file that can't be used now, whatever it was when the manifest was read.
     */
    Map<String, String> environment(NodeSpec spec) throws LaunchException {
        Map<String, String> environment = new TreeMap<>(inherited);
        environment.put("ARA_UP_NODE", spec.busName().text());
        environment.put("ARA_UP_CLASSPATH", Ourselves.classPath());
        if (spec.launch() instanceof Launch.Ann ann) {
            environment.put("ARA_UP_ANN", Json.text(ann.arguments()));
        }
        if (spec.isInstance()) {
            environment.put("ARA_UP_REPLICA", String.valueOf(spec.wiring().instance()));
        }
        Map<String, Integer> ports = known.ports(spec);
        for (Port port : spec.wiring().ports()) {
            environment.put(port.variable(), String.valueOf(ports.getOrDefault(port.name(), port.number())));
        }
        for (Map.Entry<String, Optional<String>> variable : ofManifest(spec).entrySet()) {
            if (variable.getValue().isPresent()) {
                environment.put(
                        variable.getKey(), resolved(spec, variable.getValue().get()));
            } else {
                environment.remove(variable.getKey());
            }
        }
        return environment;
    }

    /** The text as it is now. Errors: {@link LaunchException} where what it asks for is not known. */
    private String resolved(NodeSpec spec, String text) throws LaunchException {
        return NodeReference.resolve(text, part -> part, reference -> known.of(spec, reference));
    }

    /** As {@link #resolved(NodeSpec, String)}, of words. */
    List<String> resolved(NodeSpec spec, List<String> words) throws LaunchException {
        List<String> resolved = new ArrayList<>(words.size());
        for (String word : words) {
            resolved.add(resolved(spec, word));
        }
        return resolved;
    }

    /** The probe that the address makes now. Errors: {@link LaunchException} where it is not known, or makes none. */
    Probe resolved(NodeSpec spec, Probe.Wired probe) throws LaunchException {
        String address = resolved(spec, probe.address());
        try {
            return switch (probe.kind()) {
                case "http" -> new Probe.Http(URI.create(address));
                case "udp" -> new Probe.Udp(Integer.parseInt(address));
                default -> {
                    int colon = address.lastIndexOf(':');
                    String host = colon < 0
                            ? "127.0.0.1"
                            : address.substring(0, colon).replaceAll("[\\[\\]]", "");
                    yield new Probe.Tcp(host, Integer.parseInt(address.substring(colon + 1)));
                }
            };
        } catch (IllegalArgumentException e) {
            throw new LaunchException(
                    spec.name(),
                    "'" + probe.kind() + "' can't ask '" + address + "'",
                    "see its 'ready' or 'alive' in the manifest");
        }
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
     * they are now, and its ports. Two that are equal would start the same. What ara-up inherited itself is not in it, and
     * what other nodes are asked for is in it as it is written.
     *
     * <p>Errors: as of {@link #environment}.
     */
    static String fingerprint(NodeSpec spec) throws LaunchException {
        List<Port> ports = spec.wiring().ports();
        String all =
                spec.launch() + "\n" + spec.cwd() + "\n" + ofManifest(spec) + (ports.isEmpty() ? "" : "\n" + ports);
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

    /**
     * Errors: {@link IllegalStateException} for an external node, which has no program; {@link LaunchException} where what
     * it asks of other nodes is not known.
     */
    List<String> argv(NodeSpec spec) throws LaunchException {
        if (spec.launch() instanceof Launch.Program program) {
            return resolved(spec, program.argv());
        } else if (spec.launch() instanceof Launch.Shell shell) {
            return List.of("/bin/sh", "-c", resolved(spec, shell.script()));
        } else if (spec.launch() instanceof Launch.Builtin builtin) {
            List<String> argv = new ArrayList<>(Ourselves.argv());
            argv.addAll(List.of("node", builtin.type(), "--name", spec.busName().text()));
            argv.addAll(resolved(spec, builtin.arguments()));
            return argv;
        } else if (spec.launch() instanceof Launch.Ann ann) {
            return new AnnHost(spec, ann, environment(spec)).argv();
        }
        throw new IllegalStateException(spec.name() + " is external");
    }
}
