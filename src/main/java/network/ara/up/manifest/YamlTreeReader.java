package network.ara.up.manifest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import network.ara.up.manifest.YamlTree.Broken;
import network.ara.up.manifest.YamlTree.Scalar;
import network.ara.up.model.Problem;
import network.ara.up.model.SourcePosition;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * YAML 1.2 text to a {@link YamlTree}, from the parser's event stream, with a stack of its own: neither depth nor aliases
 * of a hostile file cost more than the limits below.
 */
final class YamlTreeReader {

    static final int MAX_DEPTH = 100;

    /** Keys and values, those behind an alias counted at each use. */
    static final int MAX_VALUES = 2_000_000;

    /** The scanner copies its whole buffer whenever a token outgrows it: with its default of 1 KiB, 4 MB cost 12 s. */
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setBufferSize(256 * 1024)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();

    private final EventPlaces places;
    private final Problems problems;
    private final Deque<OpenCollection> open = new ArrayDeque<>();
    private final Map<String, YamlTree> anchors = new HashMap<>();
    private Optional<YamlTree> root = Optional.empty();
    private long values;
    private int documents;

    private YamlTreeReader(SourceText source, Problems problems) {
        this.places = new EventPlaces(source);
        this.problems = problems;
    }

    /** The document, or empty when it is no YAML or there is none; that was reported then. */
    static Optional<YamlTree> read(SourceText source, Problems problems) {
        YamlTreeReader reader = new YamlTreeReader(source, problems);
        try {
            ParserImpl events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, source.text()));
            while (events.hasNext() && reader.accept(events.next())) {
                // accept() does it all
            }
        } catch (Refused refused) {
            problems.add(refused.problem);
            return Optional.empty();
        } catch (MarkedYamlEngineException e) {
            problems.addInsteadOfItsLine(SyntaxProblem.of(e, source));
            return Optional.empty();
        } catch (YamlEngineException e) {
            problems.add(Problem.at(source.start(), "this is not YAML"));
            return Optional.empty();
        }
        if (reader.root.isEmpty()) {
            problems.add(Problem.at(
                    source.start(), "this manifest is empty", "begin with 'name:' and 'nodes:', as ara-up init does"));
        }
        return reader.root;
    }

    /** Whether the following events are wanted too. */
    private boolean accept(Event event) throws Refused {
        switch (event.getEventId()) {
            case DocumentStart -> {
                return beginDocument((DocumentStartEvent) event);
            }
            case MappingStart, SequenceStart -> begin((CollectionStartEvent) event);
            case MappingEnd, SequenceEnd -> add(end(event));
            case Scalar -> add(scalar((ScalarEvent) event));
            case Alias -> add(alias((AliasEvent) event));
            default -> {
                // the stream's start and end, a document's end, comments: nothing to remember
            }
        }
        return true;
    }

    private boolean beginDocument(DocumentStartEvent event) {
        documents++;
        if (documents == 1) {
            return true;
        }
        problems.add(Problem.at(
                places.token(event),
                "a second document begins here, and a manifest is a single one",
                "put it into a file of its own"));
        return false;
    }

    private void begin(CollectionStartEvent event) throws Refused {
        SourcePosition position = places.token(event);
        if (open.size() == MAX_DEPTH) {
            throw new Refused(position, "this is nested more than " + MAX_DEPTH + " deep", "flatten it");
        }
        count(1, position);
        event.getTag().ifPresent(tag -> refuseTag(tag, event));
        open.push(OpenCollection.of(event, position, problems));
    }

    private YamlTree end(Event event) throws Refused {
        OpenCollection closed = open.pop();
        YamlTree tree = closed.close(places.whole(closed.position(), event));
        count(closed.mergedSize(), closed.position());
        closed.anchor().ifPresent(anchor -> anchors.put(anchor, tree));
        return tree;
    }

    private YamlTree scalar(ScalarEvent event) throws Refused {
        SourcePosition position = places.token(event);
        boolean quoted = event.getScalarStyle() != ScalarStyle.PLAIN;
        event.getTag().filter(tag -> !tag.equals("tag:yaml.org,2002:str")).ifPresent(tag -> refuseTag(tag, event));
        Scalar scalar = new Scalar(event.getValue(), quoted || event.getTag().isPresent(), position);
        count(scalar.size(), position);
        anchor(event).ifPresent(anchor -> anchors.put(anchor, scalar));
        return scalar;
    }

    private YamlTree alias(AliasEvent event) throws Refused {
        String name = event.getAlias().getValue();
        YamlTree target = anchors.get(name);
        if (target != null) {
            count(target.size(), places.token(event));
            return target;
        }
        SourcePosition position = places.token(event);
        boolean within = open.stream().anyMatch(outer -> outer.anchor().equals(Optional.of(name)));
        problems.add(
                within
                        ? Problem.at(position, "the alias '*" + name + "' stands inside of what it names", "remove it")
                        : Problem.at(
                                position,
                                "no anchor '&" + name + "' stands before this alias",
                                "write '&" + name + "' at what is meant, above this; or put '*" + name
                                        + "' into quotes"));
        return new Broken(position);
    }

    private void add(YamlTree tree) {
        OpenCollection parent = open.peek();
        if (parent == null) {
            root = Optional.of(tree);
        } else {
            parent.add(tree);
        }
    }

    private void count(long more, SourcePosition position) throws Refused {
        values += more;
        if (values > MAX_VALUES) {
            throw new Refused(
                    position,
                    String.format("this manifest has more than %,d keys and values, aliases expanded", MAX_VALUES),
                    "split it into several manifests, or use fewer aliases");
        }
    }

    private void refuseTag(String tag, NodeEvent event) {
        String written = tag.replace("tag:yaml.org,2002:", "!!");
        problems.add(Problem.at(
                places.properties(event), "the tag '" + written + "' is not used in a manifest", "remove it"));
    }

    private static Optional<String> anchor(NodeEvent event) {
        return event.getAnchor().map(anchor -> anchor.getValue());
    }

    /** A limit was passed: the rest is not read. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Problem problem;

        Refused(SourcePosition position, String message, String fix) {
            super(message);
            this.problem = Problem.at(position, message, fix);
        }
    }
}
