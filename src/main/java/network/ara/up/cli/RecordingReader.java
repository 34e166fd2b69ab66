package network.ara.up.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.ara.up.wire.Json;
import network.ara.up.wire.MessageCodec;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Recording} wrote. */
final class RecordingReader {

    private RecordingReader() {}

    /** Errors: {@link CommandFailure} with the line that is none. */
    static List<Recorded> read(Path file) {
        List<Recorded> messages = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file, UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                messages.add(message(file, messages.size() + 1, line));
            }
        } catch (NoSuchFileException e) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "there is no file '" + file + "'", "'ara-up bus record' writes one", e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, "'" + file + "' can't be read: " + e, "'ara-up bus record' writes one", e);
        }
        return messages;
    }

    private static Recorded message(Path file, int number, String line) {
        try {
            if (Json.parse(line) instanceof Map<?, ?> entry) {
                return message(number, entry);
            }
            throw new IllegalArgumentException("not a JSON object");
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    file + ":" + number + ": not a line of a recording: " + e.getMessage(),
                    "'ara-up bus record' writes one; the last line of one that was cut off can be removed",
                    e);
        }
    }

    private static Recorded message(int number, Map<?, ?> entry) {
        @Nullable Object micros = entry.get("micros");
        @Nullable Object to = entry.get("to");
        @Nullable Object message = entry.get("message");
        if (micros instanceof Long time && time >= 0 && to instanceof String name && message instanceof List<?> list) {
            byte[] text = Json.bytes(list);
            return new Recorded(
                    number,
                    Duration.of(time, ChronoUnit.MICROS),
                    name,
                    MessageCodec.decode(text),
                    new String(text, UTF_8));
        }
        throw new IllegalArgumentException("'micros', 'to' and 'message' are a number, a text and a list");
    }
}
