package network.ara.up.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import network.ara.up.Eventually;
import network.ara.up.wire.Json;
import org.junit.jupiter.api.Test;

/** What real nodes write: kept under its limit, in order, with times, whoever reads it and whoever is killed. */
class LogsIT extends UserOfItsOwn {

    /** Some 60 MB, as fast as they can be written. */
    private static final int FLOOD = 2_000_000;

    private static final String FLOOD_SCRIPT = "seq -f 'line %%09.0f of a fast writer' 1 %d; touch flooded";

    @Test
    void trap24_logsDoNotFillTheDisk() throws Exception {
        araUp.with("ARA_UP_LOG_LIMIT", "1MiB");
        araUp.manifest("ara.yml", """
                name: flood
                nodes:
                  loud:
                    shell: %s; exec sleep 600
                    ready: none
                """.formatted(FLOOD_SCRIPT.formatted(FLOOD)));
        Path log = folder.resolve("state/ara-up/flood/logs/loud.log");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            Eventually.await("all is written", () -> Files.exists(folder.resolve("flooded")));
            Eventually.await("a hole", () -> allocated(log) <= (1 << 20) + 8192);

            assertThat(Files.size(log)).isEqualTo(32L * FLOOD);
            assertThat(allocated(folder.resolve("state/ara-up/flood/logs"))).isLessThan(2 << 20);
            List<String> kept = araUp.run(0, "logs", "-n", "1000000");
            assertThat(kept).hasSizeGreaterThan(((1 << 20) * 3 / 4 - 8192) / 32);
            for (int i = 0; i < kept.size(); i++) {
                int number = FLOOD - kept.size() + i + 1;
                assertThat(kept.get(i)).isEqualTo("loud | line %09d of a fast writer", number);
            }
            araUp.run(0, "down");
        }
        araUp.manifest("ara.yml", "{name: flood, nodes: {loud: {shell: echo begun; exec sleep 600, ready: none}}}");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.await("the new log", line -> line.equals("loud | begun"));
            assertThat(log).hasContent("begun\n");
            assertThat(araUp.run(0, "logs", "-n", "2"))
                    .containsExactly("loud | line %09d of a fast writer".formatted(FLOOD), "loud | begun");
            araUp.run(0, "down");
        }
    }

    @Test
    void trap23_aSlowReaderHoldsUpNobody() throws Exception {
        araUp.manifest("ara.yml", """
                name: slow
                nodes:
                  loud:
                    shell: until test -f go; do sleep 0.05; done; %s; exec sleep 600
                    ready: none
                  quiet:
                    shell: until test -f flooded; do sleep 0.05; done; echo after; touch said; exec sleep 600
                    ready: none
                """.formatted(FLOOD_SCRIPT.formatted(FLOOD)));
        Process up = araUp.builder("ara.yml")
                .redirectError(folder.resolve("up.err").toFile())
                .start();
        try (BufferedReader unread = up.inputReader(StandardCharsets.UTF_8)) {
            Eventually.await(
                    "up", () -> Files.readString(folder.resolve("up.err")).contains("up after"));
            Files.createFile(folder.resolve("go"));
            Eventually.await("both have written", () -> Files.exists(folder.resolve("said")));

            assertThat(araUp.ps("loud").get("state")).isEqualTo("ready");
            assertThat(araUp.run(0, "logs", "quiet")).containsExactly("quiet | after");
            boolean told = false;
            boolean after = false;
            while (!told || !after) {
                String line = unread.readLine();
                assertThat(line).matches("loud +\\| line .*|quiet +\\| after|\\(\\d+ MB of 'loud' were not shown: .*");
                told |= line.startsWith("(");
                after |= line.endsWith("after");
            }
            araUp.run(0, "down");
            while (unread.readLine() != null) {
                assertThat(up.isAlive()).isTrue();
            }
        } finally {
            up.destroyForcibly();
        }
    }

    @Test
    void trap23_aSupervisorThatStandsStillHoldsUpNobody() throws Exception {
        araUp.with("ARA_UP_LOG_LIMIT", "1MiB");
        araUp.manifest("ara.yml", """
                name: still
                nodes:
                  loud:
                    shell: until test -f go; do sleep 0.05; done; %s; exec sleep 600
                    ready: none
                """.formatted(FLOOD_SCRIPT.formatted(FLOOD)));
        Path log = folder.resolve("state/ara-up/still/logs/loud.log");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            up.signal("STOP");
            Files.createFile(folder.resolve("go"));
            Eventually.await("all is written", () -> Files.exists(folder.resolve("flooded")));
            assertThat(araUp.run(0, "logs", "--grep", "^line \\d+00000 ")).hasSize(FLOOD / 100_000);
            up.signal("CONT");
            Eventually.await("a hole", () -> allocated(log) <= (1 << 20) + 8192);
        }
    }

    @Test
    void noLineIsLostWhenTheSupervisorIsKilled() throws Exception {
        araUp.manifest("ara.yml", """
                name: killed
                nodes:
                  counter:
                    shell: i=0; while :; do i=$$((i + 1)); echo "n $$i"; sleep 0.01; done
                    ready: none
                """);
        Path log = folder.resolve("state/ara-up/killed/logs/counter.log");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.await("some lines", line -> line.equals("counter | n 20"));
            up.kill();
        }
        awaitMore(log);
        assertThat(araUp.run(0, "logs", "-n", "100000")).contains("counter | n 20");
        try (ChildProcess up = araUp.start("ara.yml")) {
            up.awaitStart("up after");
            awaitMore(log);
            araUp.run(0, "down");
        }
        List<String> lines = araUp.run(0, "logs", "-n", "100000");
        assertThat(lines)
                .hasSizeGreaterThan(60)
                .isEqualTo(IntStream.rangeClosed(1, lines.size())
                        .mapToObj(i -> "counter | n " + i)
                        .toList());
    }

    private static void awaitMore(Path log) throws Exception {
        long begin = Files.size(log);
        Eventually.await("more lines", () -> Files.size(log) > begin + 200);
    }

    @Test
    void linesAreMergedFoundAndFollowed() throws Exception {
        araUp.manifest("ara.yml", """
                name: turns
                nodes:
                  a:
                    shell: |
                      echo a1 of the first; touch t1
                      until test -f t2; do sleep 0.05; done; sleep 0.5; echo a3 "\\"q\\""; touch t3
                      until test -f go; do sleep 0.05; done; echo a5
                      exec sleep 600
                    ready: none
                  b:
                    shell: |
                      until test -f t1; do sleep 0.05; done; sleep 0.5; echo b2 of the first; touch t2
                      until test -f t3; do sleep 0.05; done; sleep 0.5; echo b4; touch t4
                      exec sleep 600
                    ready: none
                """);
        try (ChildProcess up = araUp.start("ara.yml")) {
            Eventually.await("four turns", () -> Files.exists(folder.resolve("t4")));
            up.await("the fourth", line -> line.equals("b | b4"));
            List<String> all = List.of("a | a1 of the first", "b | b2 of the first", "a | a3 \"q\"", "b | b4");

            assertThat(araUp.run(0, "logs")).isEqualTo(all);
            assertThat(araUp.run(0, "logs", "-n", "1", "b", "a")).isEqualTo(all.subList(2, 4));
            assertThat(araUp.run(0, "logs", "--since", "1h")).isEqualTo(all);
            assertThat(araUp.run(0, "logs", "--grep", "of the (first|last)$")).isEqualTo(all.subList(0, 2));
            assertThat(araUp.run(0, "logs", "--times", "a"))
                    .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} a \\| a.*"));
            List<Map<?, ?>> objects = objects(araUp.run(0, "logs", "-o", "json"));
            assertThat(objects)
                    .extracting(object -> String.valueOf(object.get("node")))
                    .containsExactly("a", "b", "a", "b");
            assertThat(objects)
                    .extracting(object -> String.valueOf(object.get("line")))
                    .containsExactly("a1 of the first", "b2 of the first", "a3 \"q\"", "b4");
            String third = String.valueOf(objects.get(2).get("time"));
            assertThat(araUp.run(0, "logs", "--since", third)).isEqualTo(all.subList(2, 4));
            try (ChildProcess text = araUp.start("logs", "-f", "-n", "1");
                    ChildProcess json = araUp.start("logs", "-f", "-o", "json", "--grep", "a5")) {
                text.await("b | b4");
                Files.createFile(folder.resolve("go"));
                text.await("a | a5");
                json.await("a line", line -> line.endsWith("\"node\":\"a\",\"line\":\"a5\"}"));
                assertThat(text.lines()).containsExactly("a | a3 \"q\"", "b | b4", "a | a5");
                assertThat(json.lines()).hasSize(1);
            }
        }
    }

    @Test
    void aLimitThatIsNoneIsRefused() {
        araUp.with("ARA_UP_LOG_LIMIT", "little");
        araUp.manifest("ara.yml", "{name: no, nodes: {a: {run: sleep 600, ready: none}}}");

        assertThat(araUp.run(2, "ara.yml"))
                .containsExactly(
                        "error: environment variable 'ARA_UP_LOG_LIMIT' is 'little', not a size of 64KiB or more, such as"
                                + " 500KiB, 64MiB or 1GiB",
                        "  fix: correct it, or unset it");
        araUp.with("ARA_UP_LOG_LIMIT", "");
    }

    private static List<Map<?, ?>> objects(List<String> lines) {
        return lines.stream()
                .<Map<?, ?>>map(line -> (Map<?, ?>) Json.parse(line))
                .toList();
    }

    /** What a file takes of the disk, or a folder with all in it, in bytes. */
    private static long allocated(Path path) throws IOException {
        try (ChildProcess du = ChildProcess.start(List.of("du", "-s", "-B1", path.toString()))) {
            du.exitCode();
            return Long.parseLong(du.await("a number", line -> true).split("\t", -1)[0]);
        }
    }
}
