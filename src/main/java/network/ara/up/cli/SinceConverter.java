package network.ara.up.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment that has passed: how long ago, or a date, with a time or without, in local time or with a zone. */
final class SinceConverter implements ITypeConverter<Instant> {

    private static final ZoneId HERE = ZoneId.systemDefault();

    private static final List<Function<String, Instant>> SHAPES = List.of(
            Instant::parse,
            text -> LocalDateTime.parse(text).atZone(HERE).toInstant(),
            text -> LocalDate.parse(text).atStartOfDay(HERE).toInstant());

    @Override
    public Instant convert(String text) {
        try {
            Duration ago = new DurationConverter().convert(text);
            return Instant.now().minus(ago);
        } catch (TypeConversionException e) {
            return date(text.replace(' ', 'T'));
        }
    }

    private static Instant date(String text) {
        for (Function<String, Instant> shape : SHAPES) {
            try {
                return shape.apply(text);
            } catch (DateTimeParseException e) {
                // The next shape.
            }
        }
        throw new TypeConversionException("'" + text + "' is neither a duration nor a date");
    }
}
