package network.ara.up.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Services that a supervisor is to run.
 *
 * @param requires what each needs first, by name; in an order in which they can be started
 * @param millis after its start each is ready
 * @param criticalPathMillis what the boot takes with a supervisor that costs nothing
 */
record Fleet(String title, Map<String, List<String>> requires, int millis, int criticalPathMillis) {

    private static final int SEED = 7;

    static Fleet independent(int count, int millis) {
        Map<String, List<String>> requires = new LinkedHashMap<>();
        IntStream.range(0, count).forEach(i -> requires.put("n" + i, List.of()));
        return new Fleet(count + " independent, " + millis + " ms each", requires, millis, millis);
    }

    static Fleet chain(int count, int millis) {
        Map<String, List<String>> requires = new LinkedHashMap<>();
        IntStream.range(0, count).forEach(i -> requires.put("n" + i, i == 0 ? List.of() : List.of("n" + (i - 1))));
        return new Fleet("chain of " + count + ", " + millis + " ms each", requires, millis, count * millis);
    }

    /** Each service requires some of the layer before its own, chosen at random from a fixed seed. */
    static Fleet layered(int layers, int width, int requirements, int millis) {
        Random random = new Random(SEED);
        Map<String, List<String>> requires = new LinkedHashMap<>();
        List<String> before = List.of();
        for (int layer = 0; layer < layers; layer++) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                List<String> choice = new ArrayList<>(before);
                Collections.shuffle(choice, random);
                names.add("n" + (layer * width + i));
                requires.put("n" + (layer * width + i), choice.subList(0, Math.min(requirements, choice.size())));
            }
            before = names;
        }
        String title =
                layers + " layers of " + width + ", " + requirements + " requirements each, " + millis + " ms each";
        return new Fleet(title, requires, millis, layers * millis);
    }

    int size() {
        return requires.size();
    }

    boolean isOrdered() {
        return requires.values().stream().anyMatch(names -> !names.isEmpty());
    }
}
