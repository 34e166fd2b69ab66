package network.ara.up.cli;

import java.time.Duration;
import network.ara.up.model.Durations;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations of the command line, written as in a manifest: {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}. */
final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        return Durations.parse(text)
                .orElseThrow(() ->
                        new TypeConversionException("'" + text + "' is not a duration, such as 250ms, 5s, 2m or 1h"));
    }
}
