package network.ara.up.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A benchmark's part of docs/benchmarks.md, between two comments that name it. */
final class Section {

    private static final Path FILE = Path.of("docs/benchmarks.md");

    private Section() {}

    /** Replaces the section, or adds it. */
    static void write(String name, String text) throws IOException {
        String start = "<!-- " + name + " -->\n";
        String end = "<!-- end of " + name + " -->\n";
        String page = Files.readString(FILE);
        String section = start + text + end;
        int from = page.indexOf(start);
        String updated = from < 0
                ? page + "\n" + section
                : page.substring(0, from) + section + page.substring(page.indexOf(end) + end.length());
        Files.writeString(FILE, updated);
    }
}
