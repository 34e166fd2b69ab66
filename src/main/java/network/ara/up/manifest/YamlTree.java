package network.ara.up.manifest;

import java.util.List;
import network.ara.up.model.SourcePosition;

/**
 * What a YAML document says, with the place of every key and value. Aliases and merge keys are resolved: a part that is
 * used twice is the same object, at its anchor's place.
 */
sealed interface YamlTree {

    SourcePosition position();

    /** What users call it, for "this is ...". */
    String kind();

    /**
     * How many keys and values there are in it, those behind aliases counted at each use, and each {@link #CHARS_PER_VALUE}
     * chars of a long one as one more.
     */
    long size();

    int CHARS_PER_VALUE = 64;

    /**
     * A single value, whatever it stands for.
     *
     * @param text as written when plain, unescaped when quoted: nothing is read as a number or a boolean
     * @param quoted whether it is a string whatever it looks like
     */
    record Scalar(String text, boolean quoted, SourcePosition position) implements YamlTree {

        boolean isNull() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }

        @Override
        public String kind() {
            return isNull() ? "empty" : "a single value";
        }

        @Override
        public long size() {
            return 1L + text.length() / CHARS_PER_VALUE;
        }
    }

    record Sequence(List<YamlTree> items, SourcePosition position, long size) implements YamlTree {

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A map.
     *
     * @param entries own ones first, in order, then merged ones; no key twice
     */
    record Mapping(List<Entry> entries, SourcePosition position, long size) implements YamlTree {

        @Override
        public String kind() {
            return "a map";
        }
    }

    /** What could not be read and was reported: nothing more is to be said about it. */
    record Broken(SourcePosition position) implements YamlTree {

        @Override
        public String kind() {
            return "broken";
        }

        @Override
        public long size() {
            return 1;
        }
    }

    record Entry(Scalar key, YamlTree value) {}
}
