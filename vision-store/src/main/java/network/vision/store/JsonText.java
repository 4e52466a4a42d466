package network.vision.store;

import java.time.Instant;
import java.util.List;

/**
 * One JSON object as it is written, on one line and without white space; then the next one. Half a
 * million fields are written when a large book is saved for the first time, which is why this does
 * no more than it must.
 *
 * <p>Invariant: the object is well formed as long as whatever is begun is ended.
 */
final class JsonText {

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder text = new StringBuilder(1024);

  void begin() {
    text.setLength(0);
    text.append('{');
  }

  /** Ends the object; all of it. */
  String end() {
    return text.append('}').toString();
  }

  /** Begins an object within a list. */
  void beginObject() {
    item();
    text.append('{');
  }

  void beginObject(String field) {
    name(field);
    text.append('{');
  }

  void endObject() {
    text.append('}');
  }

  void beginList(String field) {
    name(field);
    text.append('[');
  }

  void endList() {
    text.append(']');
  }

  JsonText text(String field, String value) {
    name(field);
    quote(value);
    return this;
  }

  void texts(String field, List<String> values) {
    beginList(field);
    for (String value : values) {
      item();
      quote(value);
    }
    endList();
  }

  JsonText number(String field, int value) {
    name(field);
    text.append(value);
    return this;
  }

  /** A finite number. */
  void number(String field, double value) {
    name(field);
    text.append(value);
  }

  /** All 64 bits of {@code value}, read as unsigned. */
  void u64(String field, long value) {
    name(field);
    text.append(Long.toUnsignedString(value));
  }

  void yes(String field) {
    name(field);
    text.append("true");
  }

  void time(String field, Instant value) {
    name(field);
    text.append('"').append(TimeText.format(value)).append('"');
  }

  private void name(String field) {
    item();
    text.append('"').append(field).append("\":");
  }

  /** What stands before the next field or item. */
  private void item() {
    char last = text.charAt(text.length() - 1);
    if (last != '{' && last != '[') {
      text.append(',');
    }
  }

  private void quote(String value) {
    text.append('"');
    if (isPlain(value)) {
      text.append(value);
    } else {
      value.chars().forEach(c -> escape((char) c));
    }
    text.append('"');
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\' || c < ' ') {
        return false;
      }
    }
    return true;
  }

  private void escape(char c) {
    if (c < ' ') {
      text.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
    } else if (c == '"' || c == '\\') {
      text.append('\\').append(c);
    } else {
      text.append(c);
    }
  }
}
