package network.ara.up.it;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ground the other integration tests stand on: npm's localcast among itself, in this namespace. */
class NpmLocalcastIT {

    @BeforeEach
    void needsLocalcast() {
        Tools.requireNpm("localcast");
    }

    @Test
    void twoNpmProcessesHearEachOther() {
        try (ChildProcess leader = ChildProcess.node("cast.js", "ground")) {
            leader.await("started " + leader.pid());
            try (ChildProcess follower = ChildProcess.node("cast.js", "ground")) {
                follower.awaitStart("peer ");
                leader.awaitStart("peer ");

                follower.send("[\"hello\",{\"from\":\"follower\"}]");
                leader.await("message [\"hello\",{\"from\":\"follower\"}]");

                leader.send("[\"hello\",{\"from\":\"leader\"}]");
                follower.await("message [\"hello\",{\"from\":\"leader\"}]");
            }
        }
    }
}
