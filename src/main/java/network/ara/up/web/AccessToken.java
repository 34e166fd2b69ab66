package network.ara.up.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What who calls over HTTP must know. It is never printed: it stands in a file that only its owner may read. */
public final class AccessToken {

    private static final int RANDOM_BYTES = 32;
    private static final int MAX_FILE_BYTES = 4096;
    private static final String SCHEME = "Bearer ";

    /** RFC 6750 §2.1; so short a one could be guessed. */
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._~+/-]{16,}=*");

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final byte[] text;

    private AccessToken(String text) {
        this.text = text.getBytes(US_ASCII);
    }

    /** Makes a new one, and writes it to a file in place of an earlier one. */
    public static AccessToken generate(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(file, text + "\n", StandardOpenOption.WRITE);
        return new AccessToken(text);
    }

    /** Reads one that the user chose. Errors: {@link IOException} where it can't be read, or is none, or others may read it. */
    public static AccessToken read(Path file) throws IOException {
        Set<PosixFilePermission> others = new HashSet<>(Files.getPosixFilePermissions(file));
        others.removeAll(EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
        if (!others.isEmpty()) {
            throw new IOException("others than its owner may use '" + file + "': chmod 600 changes that");
        }
        String text =
                Files.size(file) > MAX_FILE_BYTES ? "" : Files.readString(file).strip();
        if (!SHAPE.matcher(text).matches()) {
            throw new IOException("'" + file + "' holds no token: 16 or more letters, digits and ._~+/- in one line");
        }
        return new AccessToken(text);
    }

    /** Whether a request's {@code Authorization} has it; takes as long for one that nearly has. */
    boolean isIn(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        text, authorization.substring(SCHEME.length()).strip().getBytes(US_ASCII));
    }
}
