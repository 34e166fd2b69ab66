package network.ara.up.inc;

import java.util.List;
import java.util.Optional;
import network.ara.up.wire.IncMessage.Pong;
import network.ara.up.wire.Json;
import network.ara.up.wire.MessageCodec;
import org.jspecify.annotations.Nullable;

/** The launcher's answer to {@code require}. */
final class Pongs {

    private Pongs() {}

    /** A list of pongs' payloads; what is none is left out. */
    static List<Pong> of(@Nullable Object answer) {
        if (!(answer instanceof List<?> payloads)) {
            return List.of();
        }
        return payloads.stream()
                .map(payload -> MessageCodec.decode(Json.bytes(List.of("pong", payload))))
                .flatMap(Optional::stream)
                .filter(Pong.class::isInstance)
                .map(Pong.class::cast)
                .toList();
    }
}
