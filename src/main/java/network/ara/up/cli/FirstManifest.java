package network.ara.up.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.ara.up.manifest.ManifestText;
import network.ara.up.wire.Json;

/** A small manifest that works as it is, and explains the keys that are needed first. */
final class FirstManifest {

    private FirstManifest() {}

    /** @param folder is looked into for a program to start */
    static ManifestText write(ManifestText text, String project, Path folder) {
        text.comment(
                "'ara-up' in this folder boots what is missing, 'ara-up check' finds every mistake, 'ara-up plan' says what");
        text.comment(
                "would be done. Once it runs: 'ara-up ps', 'ara-up logs -f', 'ara-up call dns records', 'ara-up down'.");
        text.key("name", project).open("nodes");
        text.comment("Two nodes that ship with ara-up. One that runs on this machine already is used as it is.");
        text.open("dht").key("builtin", "dht --port 20881").close();
        text.open("dns").key("builtin", "dns --port 20053").close();
        text.comment("A program of yours, in any language.");
        text.open("app");
        text.comment("'run' is split into words, but given to no shell; 'shell' is a script for /bin/sh.");
        program(text, folder);
        text.comment("These are booted first, and waited for until they are ready.");
        text.key("requires", List.of("dht", "dns"));
        text.comment("When it is ready: 'inc' (it answers a ping on the bus; this is what holds without the key),");
        text.comment("{tcp: 8080}, {http: 'http://127.0.0.1:8080/'}, {log: 'listening'}, or none: once it is started.");
        text.word("ready", "none");
        text.comment("env: {LOG_LEVEL: info}");
        text.comment("restart: {on: always, limit: 5 in 30s}   # without it: on-failure");
        return text.close().close();
    }

    private static void program(ManifestText text, Path folder) {
        List<Path> jars = jars(folder);
        if (hasStartScript(folder.resolve("package.json"))) {
            text.key("run", "npm start");
        } else if (jars.size() == 1) {
            text.key("run", List.of("java", "-jar", String.valueOf(jars.get(0).getFileName())));
        } else {
            text.key("shell", "while echo hello; do sleep 10; done");
        }
    }

    private static boolean hasStartScript(Path packageJson) {
        try {
            return Json.parse(Files.readString(packageJson)) instanceof Map<?, ?> described
                    && described.get("scripts") instanceof Map<?, ?> scripts
                    && scripts.get("start") instanceof String;
        } catch (IOException | IllegalArgumentException e) {
            return false; // it is not there, or npm would not understand it either
        }
    }

    private static List<Path> jars(Path folder) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(jars::add);
        } catch (IOException e) {
            // a folder that is to be made holds none
        }
        return jars;
    }
}
