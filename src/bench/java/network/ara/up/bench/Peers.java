package network.ara.up.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The supervisors, each as its documentation has it, with its defaults but for what is said here: the limits of restarts
 * are raised where there are any that killing could reach.
 */
final class Peers {

    /** In this order they take turns. */
    static final List<Peer> ALL = List.of(new AraUp(), new S6(), new Runit(), new Pm2(), new Supervisord());

    private Peers() {}

    static final class AraUp implements Peer {

        @Override
        public String title() {
            return "ara-up";
        }

        @Override
        public boolean canOrder() {
            return true;
        }

        @Override
        public List<String> prepare(Path folder, Fleet fleet) throws IOException {
            StringBuilder text = new StringBuilder("name: bench\n")
                    .append("defaults: {ready: {log: ready}, restart: {on: always, limit: 1000 in 1s}}\nnodes:\n");
            fleet.requires()
                    .forEach((name, requires) -> text.append("  ")
                            .append(name)
                            .append(": {run: ")
                            .append(quoted(Peer.service(folder, fleet, name)))
                            .append(requires.isEmpty() ? "" : ", requires: " + quoted(requires))
                            .append("}\n"));
            Path manifest = Files.writeString(folder.resolve("ara.yml"), text);
            return List.of(Path.of("ara-up").toAbsolutePath().toString(), "up", manifest.toString());
        }

        @Override
        public Map<String, String> environment(Path folder) {
            return Map.of("XDG_RUNTIME_DIR", folder.toString(), "XDG_STATE_HOME", folder.toString());
        }

        @Override
        public List<String> stop(Path folder, long supervisor) {
            return Peer.signal("TERM", supervisor);
        }
    }

    static final class S6 implements Peer {

        @Override
        public String title() {
            return "s6";
        }

        /** By run scripts that wait: s6-rc, which has dependencies, is not in Debian 12. */
        @Override
        public boolean canOrder() {
            return true;
        }

        @Override
        public List<String> prepare(Path folder, Fleet fleet) throws IOException {
            for (Map.Entry<String, List<String>> entry : fleet.requires().entrySet()) {
                List<String> words = Peer.service(folder, fleet, entry.getKey());
                words.add("3");
                Path service = folder.resolve("services").resolve(entry.getKey());
                String wait =
                        entry.getValue().stream().map(name -> " ../" + name).collect(Collectors.joining());
                Peer.script(
                        service.resolve("run"),
                        (wait.isEmpty() ? "" : "until s6-svwait -U" + wait + " 2>/dev/null; do sleep 0.01; done\n")
                                + "exec "
                                + String.join(" ", words)
                                + " >>log\n");
                Files.writeString(service.resolve("notification-fd"), "3\n");
            }
            return List.of("s6-svscan", folder.resolve("services").toString());
        }

        @Override
        public List<String> stop(Path folder, long supervisor) {
            return List.of("s6-svscanctl", "-t", folder.resolve("services").toString());
        }
    }

    static final class Runit implements Peer {

        @Override
        public String title() {
            return "runit";
        }

        @Override
        public boolean canOrder() {
            return false;
        }

        @Override
        public List<String> prepare(Path folder, Fleet fleet) throws IOException {
            for (String name : fleet.requires().keySet()) {
                Peer.script(
                        folder.resolve("services").resolve(name).resolve("run"),
                        "exec " + String.join(" ", Peer.service(folder, fleet, name)) + " >>log\n");
            }
            return List.of("runsvdir", folder.resolve("services").toString());
        }

        @Override
        public List<String> stop(Path folder, long supervisor) {
            return Peer.signal("HUP", supervisor);
        }
    }

    static final class Pm2 implements Peer {

        private static final Path PM2 =
                Path.of("target/bench-peers/node_modules/.bin/pm2").toAbsolutePath();

        @Override
        public String title() {
            return "pm2";
        }

        @Override
        public boolean canOrder() {
            return false;
        }

        @Override
        public List<String> prepare(Path folder, Fleet fleet) throws IOException {
            String apps = fleet.requires().keySet().stream()
                    .map(name -> app(name, Peer.service(folder, fleet, name)))
                    .collect(Collectors.joining(",\n"));
            Path file = Files.writeString(folder.resolve("ecosystem.config.json"), "{\"apps\": [\n" + apps + "]}\n");
            return List.of(PM2.toString(), "start", file.toString());
        }

        private static String app(String name, List<String> words) {
            return "{\"name\": \"" + name + "\", \"script\": \"" + words.get(0) + "\", \"args\": "
                    + quoted(words.subList(1, words.size()))
                    + ", \"interpreter\": \"none\", \"exec_mode\": \"fork\", \"max_restarts\": 100000}";
        }

        @Override
        public Map<String, String> environment(Path folder) {
            return Map.of("PM2_HOME", folder.resolve("pm2").toString(), "PM2_DISABLE_VERSION_CHECK", "true");
        }

        @Override
        public long supervisor(Path folder, long command) throws IOException {
            return Long.parseLong(
                    Files.readString(folder.resolve("pm2").resolve("pm2.pid")).strip());
        }

        @Override
        public List<String> stop(Path folder, long supervisor) {
            return List.of(PM2.toString(), "kill");
        }
    }

    static final class Supervisord implements Peer {

        @Override
        public String title() {
            return "supervisord";
        }

        @Override
        public boolean canOrder() {
            return false;
        }

        @Override
        public List<String> prepare(Path folder, Fleet fleet) throws IOException {
            StringBuilder text = new StringBuilder("[supervisord]\nnodaemon=true\nlogfile=supervisord.log\n")
                    .append("pidfile=supervisord.pid\nchildlogdir=")
                    .append(folder)
                    .append('\n');
            for (String name : fleet.requires().keySet()) {
                text.append("[program:").append(name).append("]\nautorestart=true\ncommand=");
                text.append(String.join(" ", Peer.service(folder, fleet, name))).append('\n');
            }
            Path file = Files.writeString(folder.resolve("supervisord.conf"), text);
            return List.of("supervisord", "-c", file.toString());
        }

        @Override
        public List<String> stop(Path folder, long supervisor) {
            return Peer.signal("TERM", supervisor);
        }
    }

    /** A list of strings as YAML and JSON have it; none holds a character that needs an escape. */
    private static String quoted(List<String> words) {
        return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(", ", "[", "]"));
    }
}
