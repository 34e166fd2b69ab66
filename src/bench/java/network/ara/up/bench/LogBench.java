package network.ara.up.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import network.ara.up.model.NodeName;
import network.ara.up.process.LogFiles;
import network.ara.up.process.LogKeeper;
import network.ara.up.process.LogLimit;

/** What a node that writes 200 MB/s costs its supervisor. Writes 1.6 GB. {@code src/bench/run.sh LogBench} */
final class LogBench {

    private static final String NODE = "loud";
    private static final int WRITTEN_MB = 400;
    private static final int MB_A_SECOND = 200;
    private static final long NOBODY = 0;
    private static final double TICKS_A_SECOND = 100;

    private final Path folder;
    private final StringBuilder rows = new StringBuilder();

    private LogBench(Path folder) {
        this.folder = folder;
    }

    /** Lines of 100 bytes, a megabyte at a time; says at the end how long it took, and its slowest write. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            byte[] block = ("x".repeat(99) + "\n").repeat(10_000).getBytes(StandardCharsets.US_ASCII);
            long slowest = 0;
            long began = System.nanoTime();
            try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
                for (int i = 0; i < WRITTEN_MB; i++) {
                    LockSupport.parkNanos(began + i * 1_000_000_000L / MB_A_SECOND - System.nanoTime());
                    long before = System.nanoTime();
                    out.write(block);
                    slowest = Math.max(slowest, System.nanoTime() - before);
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            Files.writeString(Path.of(arguments[0]), seconds + " " + slowest / 1e6);
            LockSupport.parkNanos(
                    1_000_000_000); // until its supervisor's figures are read, which would have its own in them
        }
    }

    /** As much of a supervisor as one in the background needs for logs. */
    static final class Keeper {
        private Keeper() {}

        public static void main(String[] arguments) throws IOException {
            try (LogKeeper keeper = new LogKeeper(new LogFiles(Path.of(arguments[0])), LogLimit.DEFAULT)) {
                keeper.keep(new NodeName(NODE));
                System.err.println("up after");
                int unused = System.in.read();
            }
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("ara-up-log-bench");
        try {
            LogBench bench = new LogBench(folder);
            bench.alone();
            bench.kept();
            bench.printed();
            Section.write("logs", bench.text());
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static List<String> java(String main, String argument) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main,
                argument);
    }

    private static List<String> java(Class<?> main, Path argument) {
        return java(main.getName(), argument.toString());
    }

    private void alone() throws IOException, InterruptedException {
        Path log = folder.resolve("alone.log");
        Path result = folder.resolve("alone");
        Process writer = new ProcessBuilder(java(Writer.class, result))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        row("nobody", result, log, NOBODY);
        writer.waitFor();
        Files.delete(log);
    }

    private void kept() throws IOException, InterruptedException {
        Path log = Files.createFile(new LogFiles(folder).of(new NodeName(NODE)));
        Path result = folder.resolve("kept");
        Process keeper = supervisor(new ProcessBuilder(java(Keeper.class, folder)), folder.resolve("keeper.err"));
        for (boolean isWarm : new boolean[] {false, true}) {
            Process writer = new ProcessBuilder(java(Writer.class, result))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (isWarm) {
                row("the keeper, as in the background", result, log, keeper.pid());
            }
            writer.waitFor();
            Files.deleteIfExists(result);
        }
        keeper.getOutputStream().close();
        keeper.waitFor();
    }

    /** The real program in the foreground, its output to a file of its own, whose lines nobody has to see. */
    private void printed() throws IOException, InterruptedException {
        Path result = folder.resolve("printed");
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "until test -f go; do sleep 0.05; done; exec \"$$@\"", "sh"));
        command.addAll(java(Writer.class, result));
        Files.writeString(
                folder.resolve("ara.yml"),
                "{name: bench, nodes: {" + NODE + ": {ready: none, restart: no, run: ["
                        + String.join(
                                ", ",
                                command.stream().map(word -> "'" + word + "'").toList()) + "]}}}");
        Files.createDirectory(folder.resolve("run"));
        ProcessBuilder builder =
                new ProcessBuilder(java("network.ara.up.cli.Main", "ara.yml")).directory(folder.toFile());
        builder.environment().put("XDG_RUNTIME_DIR", folder.resolve("run").toString());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        Process up = supervisor(builder, folder.resolve("up.err"));
        Files.createFile(folder.resolve("go"));
        row(
                "`up` in the foreground, to /dev/null",
                result,
                folder.resolve("state/ara-up/bench/logs/loud.log"),
                up.pid());
        up.waitFor();
    }

    /** Starts it, with its output to nowhere, and waits until it says that it is up. */
    private static Process supervisor(ProcessBuilder builder, Path errors) throws IOException, InterruptedException {
        Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        while (!Files.readString(errors).contains("up after")) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return process;
    }

    /** Watches until the writer has its result. */
    private void row(String who, Path result, Path log, long pid) throws IOException, InterruptedException {
        Cpu before = Cpu.of(pid);
        long most = 0;
        while (!Files.exists(result) || Files.size(result) == 0) {
            most = Math.max(most, allocated(log));
            TimeUnit.MILLISECONDS.sleep(20);
        }
        Cpu after = Cpu.of(pid);
        String[] words = Files.readString(result).split(" ", -1);
        double seconds = Double.parseDouble(words[0]);
        String row = String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.1f | %.1f | %d |%n",
                who,
                WRITTEN_MB / seconds,
                Double.parseDouble(words[1]),
                100 * (after.own() - before.own()) / seconds,
                100 * (after.children() - before.children()) / seconds,
                most / 1_000_000);
        System.out.print(row);
        rows.append(row);
    }

    /**
     * Seconds of processors.
     *
     * @param own of a process
     * @param children of those children that it waited for
     */
    private record Cpu(double own, double children) {

        static Cpu of(long pid) throws IOException {
            if (pid == NOBODY) {
                return new Cpu(0, 0);
            }
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new Cpu(
                    (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND,
                    (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_A_SECOND);
        }
    }

    private static long allocated(Path file) throws IOException, InterruptedException {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        String blocks = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        stat.waitFor();
        return blocks.isEmpty() ? 0 : 512 * Long.parseLong(blocks);
    }

    private String text() {
        return """
                ## Logs

                A node writes %d MB, lines of 100 bytes, at %d MB/s, into its log, a file that it has open itself. The limit is
                the default, 64 MiB. The keeper has kept as much before; `up` is a JVM that was just started. Their children are
                `fallocate`, which gives the front of the log back. `src/bench/run.sh LogBench`

                | who looks after the log | MB/s written | slowest write of 1 MB, ms | CPU of it, %% of a core | of its children | most on the disk, MB |
                |---|---|---|---|---|---|
                %s""".formatted(WRITTEN_MB, MB_A_SECOND, rows);
    }
}
