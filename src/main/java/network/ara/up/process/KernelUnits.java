package network.ara.up.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The units in which {@code /proc} counts, as the kernel tells every process at its start (getauxval(3)). */
final class KernelUnits {

    static final long PAGE_BYTES = auxiliary(6, 4096);
    static final long TICKS_PER_SECOND = auxiliary(17, 100);

    private KernelUnits() {}

    /** The vector is pairs of a key and a value, of 8 bytes each on the 64-bit systems that Java 17 runs on. */
    private static long auxiliary(long wanted, long otherwise) {
        try {
            ByteBuffer pairs = ByteBuffer.wrap(Files.readAllBytes(Path.of("/proc/self/auxv")))
                    .order(ByteOrder.nativeOrder());
            while (pairs.remaining() >= 16) {
                long key = pairs.getLong();
                long value = pairs.getLong();
                if (key == wanted && value > 0) {
                    return value;
                }
            }
            return otherwise;
        } catch (IOException e) {
            return otherwise;
        }
    }
}
