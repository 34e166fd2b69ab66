package network.ara.up.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A localcast peer's first message: who it is and which namespace it wants. Immutable.
 *
 * <p>Spec: localcast §3.
 */
public final class Handshake {

    /** Stands for the namespace of a handshake that names none. */
    private static final Object NO_NAMESPACE = new Object();

    private static final Object NULL_NAMESPACE = new Object();

    private static final String PROBE = "probe";
    private static final String STAND_IN = "standin";
    private static final String FOR = "for";

    private final String text;
    private final Object namespace;
    private final Map<?, ?> fields;

    private Handshake(String text, Object namespace, Map<?, ?> fields) {
        this.text = text;
        this.namespace = namespace;
        this.fields = fields;
    }

    /**
     * A process's own: what npm's localcast sends, in the same order.
     *
     * @param probe it only looks who is there, and isn't to be taken for a node: an addition of ours
     */
    public static Handshake ofNode(String namespace, long pid, boolean probe) {
        return ofNode(namespace, pid, probe ? Map.of(PROBE, true) : Map.of());
    }

    /**
     * Of a process that sits in the mailbox of a node that a call boots, so that callers find somebody there: it is not the
     * node. An addition of ours.
     */
    public static Handshake standIn(String namespace, long pid) {
        return ofNode(namespace, pid, Map.of(STAND_IN, true));
    }

    /**
     * Of a process that answers for another, which does not speak for itself, so that {@code NAME@PID} finds that one here. An
     * addition of ours.
     *
     * @param process the other's id
     */
    public static Handshake answeringFor(long process, String namespace, long pid) {
        return ofNode(namespace, pid, Map.of(FOR, process));
    }

    private static Handshake ofNode(String namespace, long pid, Map<String, Object> more) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("type", "node");
        fields.put("namespace", namespace);
        fields.put("pid", pid);
        fields.putAll(more);
        return new Handshake(JavaScriptText.of(fields), namespace, fields);
    }

    /**
     * A peer's. Empty for what a JavaScript leader dies of (not JSON, null) and for what it never takes for a peer
     * (false, 0, the empty string).
     */
    public static Optional<Handshake> parse(byte[] message) {
        try {
            return of(Json.parse(message));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The one that a leader passes on in a {@code localcast} event; empty where the event has none. */
    public static Optional<Handshake> fromPeerEvent(byte[] message) {
        try {
            return Json.parse(message) instanceof List<?> event && event.size() > 1
                    ? of(event.get(1))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Handshake> of(@Nullable Object value) {
        boolean falsy = value == null
                || Boolean.FALSE.equals(value)
                || "".equals(value)
                || (value instanceof Number number && number.doubleValue() == 0);
        if (falsy) {
            return Optional.empty();
        }
        Map<?, ?> fields = value instanceof Map<?, ?> map ? map : Map.of();
        Object namespace = fields.containsKey("namespace") ? identity(fields.get("namespace")) : NO_NAMESPACE;
        return Optional.of(new Handshake(JavaScriptText.of(value), namespace, fields));
    }

    /** Something that is {@code equals} where JavaScript's values are {@code ===}: an array or object is so only to itself. */
    private static Object identity(@Nullable Object value) {
        if (value == null) {
            return NULL_NAMESPACE;
        }
        if (value instanceof Number number) {
            return number.doubleValue() + 0.0; // -0 === 0
        }
        return value instanceof String || value instanceof Boolean ? value : new Object();
    }

    /** The namespace as a key of a map: equal exactly where JavaScript's {@code ===} holds. */
    public Object namespace() {
        return namespace;
    }

    /** "node" or "browser"; empty if it does not say. */
    public String type() {
        return fields.get("type") instanceof String type ? type : "";
    }

    /** What it says its process id is. */
    public OptionalLong pid() {
        return fields.get("pid") instanceof Long pid ? OptionalLong.of(pid) : OptionalLong.empty();
    }

    /** Whether it only looks who is there. */
    public boolean isProbe() {
        return Boolean.TRUE.equals(fields.get(PROBE));
    }

    /** Whether it is not the node, but would have it booted for a call. */
    public boolean isStandIn() {
        return Boolean.TRUE.equals(fields.get(STAND_IN));
    }

    /** The process that it says it answers for; empty where it speaks for itself. */
    public OptionalLong answersFor() {
        return fields.get(FOR) instanceof Long pid ? OptionalLong.of(pid) : OptionalLong.empty();
    }

    /** As JavaScript would write it. */
    public String text() {
        return text;
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The event by which a leader introduces it to others. */
    public byte[] peerEvent() {
        return ("[\"localcast\"," + text + "]").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text;
    }
}
