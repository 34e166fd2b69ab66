package network.ara.up.core;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.ara.up.model.NodeName;
import network.ara.up.model.NodeSpec;

/** Events and effects as one line of text each: the record's name, then its components; {@code -} is an empty one. */
final class Lines {

    private Lines() {}

    static Event event(String line) {
        Deque<String> words = new ArrayDeque<>(Arrays.asList(line.trim().split("\\s+")));
        String name = words.removeFirst();
        Class<?> type = Stream.of(Event.class.getDeclaredClasses())
                .filter(Class::isRecord)
                .filter(record -> record.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such event: " + line));
        return (Event) read(type, words);
    }

    private static Object read(Class<?> type, Deque<String> words) {
        if (type == NodeSpec.class) {
            String line = String.join(" ", words);
            words.clear();
            return Specs.parse(line);
        } else if (type.isRecord() && type != NodeName.class && type != Exit.class) {
            return construct(type, words);
        }
        String word = words.removeFirst();
        if (type == NodeName.class) {
            return new NodeName(word);
        } else if (type == Exit.class) {
            return word.equals("-") ? Exit.UNKNOWN : Exit.of(Integer.parseInt(word));
        } else if (type == OptionalLong.class) {
            return word.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(word));
        } else if (type == int.class) {
            return Integer.parseInt(word);
        } else if (type == long.class) {
            return Long.parseLong(word);
        } else if (type == boolean.class) {
            return Boolean.parseBoolean(word);
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.toString().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(word + " is no " + type.getSimpleName()));
        }
        return word;
    }

    private static Object construct(Class<?> type, Deque<String> words) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean restOfLine = components[i].getType() == String.class && i == components.length - 1;
            values[i] = restOfLine ? String.join(" ", words) : read(components[i].getType(), words);
        }
        try {
            return type.getDeclaredConstructors()[0].newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(Object record) {
        return (record.getClass().getSimpleName() + " " + components(record)).trim();
    }

    private static String components(Object record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .map(component -> value(record, component))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String value(Object record, RecordComponent component) {
        try {
            Object value = component.getAccessor().invoke(record);
            if (value instanceof Exit exit) {
                value = exit.code();
            }
            if (value instanceof OptionalInt some) {
                return some.isPresent() ? "" + some.getAsInt() : "-";
            } else if (value instanceof OptionalLong some) {
                return some.isPresent() ? "" + some.getAsLong() : "-";
            } else if (value instanceof Optional<?> some) {
                return some.map(Object::toString).orElse("-");
            } else if (value instanceof Duration duration) {
                return duration.toMillis() + "ms";
            } else if (value instanceof List<?> list && list.stream().allMatch(Event.class::isInstance)) {
                return list.stream().map(Lines::of).collect(Collectors.joining(", "));
            } else if (value instanceof NodeSpec spec) {
                return spec.name().text();
            } else if (value instanceof Timer timer) {
                return components(timer);
            }
            return String.valueOf(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
