package network.ara.up.bench;

import java.io.IOException;

/** INC calls through the libraries, in the settings of {@link BusBench}. {@code src/bench/run.sh CallBench [ROUNDS]} */
final class CallBench {

    private CallBench() {}

    public static void main(String[] arguments) throws IOException {
        BusBench.run(BusBench.Ends.CALLS, arguments);
    }
}
