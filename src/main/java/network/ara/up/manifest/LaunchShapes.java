package network.ara.up.manifest;

import java.util.List;
import java.util.Optional;
import network.ara.up.model.Launch;
import network.ara.up.model.Suggestion;

/** {@code run}, {@code shell}, {@code builtin} and {@code external}: exactly one of them makes a node. */
final class LaunchShapes {

    static final Shape<Launch> RUN = Shapes.COMMAND.map(Launch.Program::new);

    static final Shape<Launch> SHELL = Shape.text("a script for /bin/sh")
            .then((script, value) -> script.isBlank()
                    ? value.fail(value.name() + " is an empty script", "write the commands")
                    : Optional.of(new Launch.Shell(script)));

    static final Shape<Launch> BUILTIN = new Shape<List<String>>(
                    "'dht' or 'dns', and its flags", Shapes.COMMAND.schema(), Shapes.COMMAND.decoder())
            .then(LaunchShapes::builtin);

    static final Shape<Launch> EXTERNAL = Shapes.TRUE.map(yes -> new Launch.External());

    private LaunchShapes() {}

    private static Optional<Launch> builtin(List<String> words, Value value) {
        String type = words.get(0);
        if (Launch.Builtin.TYPES.contains(type)) {
            return Optional.of(new Launch.Builtin(type, words.subList(1, words.size())));
        }
        String fix = Suggestion.nearest(type, Launch.Builtin.TYPES)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse("use " + Shapes.oneOf(Launch.Builtin.TYPES));
        value.failAt(type, 0, "'" + type + "' is no built-in node", fix);
        return Optional.empty();
    }
}
