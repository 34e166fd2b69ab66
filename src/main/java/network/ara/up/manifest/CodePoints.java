package network.ara.up.manifest;

/**
 * Converts between chars and Unicode code points of a text, both counted from its beginning, at the same small cost at
 * every place: a file may be a single line of many megabytes with a token to be found on each.
 */
final class CodePoints {

    private static final int BLOCK = 4096;

    private final String text;

    /** Code points before each block of chars. */
    private final int[] before;

    CodePoints(String text) {
        this.text = text;
        this.before = new int[text.length() / BLOCK + 1];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (i % BLOCK == 0) {
                before[i / BLOCK] = count;
            }
            if (!continues(i)) {
                count++;
            }
        }
        if (text.length() % BLOCK == 0) {
            before[text.length() / BLOCK] = count;
        }
    }

    /** Whether the char is the second half of a code point. The decoder lets no lone halves in. */
    private boolean continues(int index) {
        return Character.isLowSurrogate(text.charAt(index));
    }

    int ofChar(int index) {
        int count = before[index / BLOCK];
        for (int i = index - index % BLOCK; i < index; i++) {
            count += continues(i) ? 0 : 1;
        }
        return count;
    }

    /** The text's length where there are not so many code points. */
    int toChar(int codePoint) {
        int low = 0;
        int high = before.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (before[middle] <= codePoint) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        int count = before[low];
        int index = low * BLOCK;
        while (index < text.length() && (count < codePoint || continues(index))) {
            count += continues(index) ? 0 : 1;
            index++;
        }
        return index;
    }
}
