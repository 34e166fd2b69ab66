package network.ara.up.inc;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node is and how it runs, as {@link NodeBuilder} collected it.
 *
 * @param listener told of nodes that come and go
 * @param silent it answers neither pings nor calls
 * @param threads that functions run on
 * @param concurrency calls that may be open at one time
 */
record NodeSettings(
        String name,
        Optional<String> version,
        List<String> requires,
        Map<String, Integer> ports,
        Map<String, Offer> offers,
        Optional<NodeListener> listener,
        boolean silent,
        int threads,
        int concurrency) {

    NodeSettings {
        requires = List.copyOf(requires);
        ports = Map.copyOf(ports);
        offers = Map.copyOf(offers);
    }
}
