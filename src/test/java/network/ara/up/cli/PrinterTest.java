package network.ara.up.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PrinterTest {

    /** Takes nothing until it is told to. */
    private static final class StoppedTerminal extends Writer {
        private final StringWriter taken = new StringWriter();
        private final CountDownLatch first = new CountDownLatch(1);
        private final CountDownLatch goesOn = new CountDownLatch(1);

        @Override
        public void write(char[] text, int from, int length) {
            first.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            taken.write(text, from, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void whatWasNotShownIsToldApartFromData() throws InterruptedException {
        StoppedTerminal terminal = new StoppedTerminal();
        StringWriter notices = new StringWriter();
        try (Printer printer = new Printer(new PrintWriter(notices))) {
            PrintWriter out = new PrintWriter(terminal);
            printer.print(out, "{}");
            terminal.first.await();
            for (int i = 0; i < 20_003; i++) {
                printer.print(out, "{}");
            }
            terminal.goesOn.countDown();
        }

        assertThat(terminal.taken.toString().lines()).hasSize(20_001).containsOnly("{}");
        assertThat(notices.toString()).startsWith("(3 lines were not shown");
    }
}
