package network.ara.up.nodes;

import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * The tokens that show that who announces did ask before, from the same address.
 *
 * <p>Spec: BEP 5, "get_peers": SHA-1 of the address and a secret that changes every five minutes ({@link #rotate}, which
 * the owner's timer calls); tokens of the secret before are accepted, so a token lives for 5 to 10 minutes. Thread: one.
 */
final class DhtTokens {

    private static final int LENGTH = 8;

    private final SecureRandom random;
    private byte[] secret;
    private byte[] previous;

    DhtTokens(SecureRandom random) {
        this.random = random;
        this.secret = newSecret();
        this.previous = newSecret();
    }

    void rotate() {
        previous = secret;
        secret = newSecret();
    }

    ByteString issue(InetAddress to) {
        return token(secret, to);
    }

    boolean isValid(ByteString token, InetAddress from) {
        return isSame(token, token(secret, from)) || isSame(token, token(previous, from));
    }

    private static boolean isSame(ByteString token, ByteString expected) {
        return MessageDigest.isEqual(token.toBytes(), expected.toBytes());
    }

    private static ByteString token(byte[] secret, InetAddress address) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(secret);
            return ByteString.of(sha1.digest(address.getAddress()), 0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private byte[] newSecret() {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return bytes;
    }
}
