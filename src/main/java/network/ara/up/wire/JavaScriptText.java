package network.ara.up.wire;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.NumberOutput;

/**
 * {@code JSON.stringify(JSON.parse(text))} as JavaScript does it: integer-like keys first, numbers as doubles, its own
 * choice of escapes. A localcast leader sends handshakes on in this form.
 *
 * <p>Spec: localcast §3; ECMA-262 §6.1.6.1.20 (numbers), §10.1.11.1 (order of keys), §25.5.2 (escapes).
 */
final class JavaScriptText {

    private static final long MAX_INDEX = 0xfffffffeL;

    private static final MathContext ONE_DIGIT = new MathContext(1);

    private final StringBuilder out = new StringBuilder();

    private JavaScriptText() {}

    /** Takes what {@link Json#parse} gives. */
    static String of(@Nullable Object value) {
        JavaScriptText text = new JavaScriptText();
        text.value(value);
        return text.out.toString();
    }

    private void value(@Nullable Object value) {
        if (value instanceof String string) {
            string(string);
        } else if (value instanceof Number number) {
            out.append(number(number.doubleValue()));
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof List<?> list) {
            array(list);
        } else {
            out.append(value);
        }
    }

    private void array(List<?> list) {
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            value(element);
            separator = ",";
        }
        out.append(']');
    }

    private void object(Map<?, ?> map) {
        TreeMap<Long, @Nullable Object> indexed = new TreeMap<>();
        map.forEach((name, element) -> {
            if (isIndex(name.toString())) {
                indexed.put(Long.parseLong(name.toString()), element);
            }
        });
        out.append('{');
        int start = out.length();
        indexed.forEach((name, element) -> member(start, name.toString(), element));
        map.forEach((name, element) -> {
            if (!isIndex(name.toString())) {
                member(start, name.toString(), element);
            }
        });
        out.append('}');
    }

    private void member(int start, String name, @Nullable Object element) {
        if (out.length() > start) {
            out.append(',');
        }
        string(name);
        out.append(':');
        value(element);
    }

    private static boolean isIndex(String name) {
        if (name.isEmpty() || name.length() > 10 || !name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        long index = Long.parseLong(name);
        return index <= MAX_INDEX && Long.toString(index).equals(name);
    }

    private void string(String string) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1))) {
                out.append(c).append(string.charAt(++i));
            } else {
                character(c);
            }
        }
        out.append('"');
    }

    private void character(char c) {
        int known = "\b\t\n\f\r\"\\".indexOf(c);
        if (known >= 0) {
            out.append('\\').append("btnfr\"\\".charAt(known));
        } else if (c < ' ' || Character.isSurrogate(c)) {
            out.append(String.format("\\u%04x", (int) c));
        } else {
            out.append(c);
        }
    }

    /** The shortest digits that read back as the same double; where the point goes is JavaScript's rule, not Java's. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = new BigDecimal(NumberOutput.toString(Math.abs(value), true)).stripTrailingZeros();
        BigDecimal shorter = shortest.round(ONE_DIGIT); // Java wants two digits at least: 4.9e-324 for 5e-324
        if (shorter.doubleValue() == Math.abs(value)) {
            shortest = shorter;
        }
        String digits = shortest.unscaledValue().toString();
        return (value < 0 ? "-" : "") + place(digits, digits.length() - shortest.scale());
    }

    private static String place(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= 21) {
            return digits + "0".repeat(point - count);
        }
        if (point > 0 && point <= 21) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (point > -6 && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        String exponent = (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
        return digits.charAt(0) + (count > 1 ? "." + digits.substring(1) : "") + exponent;
    }
}
