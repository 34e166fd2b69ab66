package network.ara.up.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The localcast namespaces of INC. */
public final class Mailbox {

    /** Where everybody is asked (localcast's own default namespace). */
    public static final String EVERYBODY = "localcast";

    /** The name that the launcher and its commands have on the bus (inc.md, "require"). */
    public static final String LAUNCHER = "ara-up";

    private Mailbox() {}

    /**
     * The namespace of one node: the lower-case hexadecimal MD5 of its name.
     *
     * <p>Spec: INC §2, "a localcast instantiated with the MD5 of the requesting node's name". It is an address, not a
     * secret: MD5's weakness does no harm here.
     */
    public static String of(String name) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
