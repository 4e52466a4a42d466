package network.vision.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Times as the files hold them: ISO 8601 in UTC, with milliseconds where there are any.
 *
 * <p>The two usual lengths, {@code 2026-01-31T12:00:00Z} and {@code 2026-01-31T12:00:00.250Z}, are
 * read by hand: a book holds half a million times, and the JDK's parser would take longer over them
 * than over all the rest.
 */
final class TimeText {

  /** Longest that is written: a year of ten digits with its sign, and nanoseconds. */
  static final int MAX_BYTES = 40;

  private static final int WITHOUT_MILLIS = "2026-01-31T12:00:00Z".length();
  private static final int WITH_MILLIS = "2026-01-31T12:00:00.250Z".length();
  private static final byte[] USUAL =
      "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);
  private static final int NO_NUMBER = -100_000;
  private static final long DAY_SECONDS = 86_400;
  private static final long FIRST_SECOND = LocalDate.of(1, 1, 1).toEpochDay() * DAY_SECONDS;
  private static final long END_SECOND = LocalDate.of(9999, 12, 31).toEpochDay() * DAY_SECONDS;

  /**
   * @throws java.time.DateTimeException if {@code text} is no time
   */
  static Instant parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Instant usual = parseUsual(bytes, 0, bytes.length);
    return usual == null ? StoredText.toMillis(Instant.parse(text)) : usual;
  }

  /**
   * Writes what {@link #parse} reads, in ASCII, from {@code at} on, where there is room for {@link
   * #MAX_BYTES}; returns its length.
   */
  static int write(Instant time, byte[] bytes, int at) {
    long second = time.getEpochSecond();
    if (second < FIRST_SECOND || second >= END_SECOND) {
      byte[] odd = time.toString().getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(odd, 0, bytes, at, odd.length);
      return odd.length;
    }
    System.arraycopy(USUAL, 0, bytes, at, USUAL.length);
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, DAY_SECONDS));
    int ofDay = (int) Math.floorMod(second, DAY_SECONDS);
    put(bytes, at + 4, day.getYear());
    put(bytes, at + 7, day.getMonthValue());
    put(bytes, at + 10, day.getDayOfMonth());
    put(bytes, at + 13, ofDay / 3600);
    put(bytes, at + 16, ofDay / 60 % 60);
    put(bytes, at + 19, ofDay % 60);
    int millis = time.getNano() / 1_000_000;
    if (millis == 0) {
      bytes[at + WITHOUT_MILLIS - 1] = 'Z';
      return WITHOUT_MILLIS;
    }
    put(bytes, at + 23, millis);
    return WITH_MILLIS;
  }

  /**
   * The time in {@code bytes} from {@code from} to before {@code to}; null if it has another form.
   *
   * @throws java.time.DateTimeException if there is no such day
   */
  static @Nullable Instant parseUsual(byte[] bytes, int from, int to) {
    int length = to - from;
    if ((length != WITHOUT_MILLIS && length != WITH_MILLIS) || !isSeparated(bytes, from, to)) {
      return null;
    }
    int year = 100 * twoDigits(bytes, from) + twoDigits(bytes, from + 2);
    int month = twoDigits(bytes, from + 5);
    int day = twoDigits(bytes, from + 8);
    int hour = twoDigits(bytes, from + 11);
    int minute = twoDigits(bytes, from + 14);
    int second = twoDigits(bytes, from + 17);
    int millis = length == WITH_MILLIS ? threeDigits(bytes, from + 20) : 0;
    if ((year | month | day | hour | minute | second | millis) < 0
        || hour > 23
        || minute > 59
        || second > 59) {
      return null;
    }
    long ofDay = hour * 3600L + minute * 60L + second;
    return Instant.ofEpochSecond(
        LocalDate.of(year, month, day).toEpochDay() * DAY_SECONDS + ofDay, millis * 1_000_000L);
  }

  private static boolean isSeparated(byte[] bytes, int from, int to) {
    return bytes[from + 4] == '-'
        && bytes[from + 7] == '-'
        && bytes[from + 10] == 'T'
        && bytes[from + 13] == ':'
        && bytes[from + 16] == ':'
        && (to - from == WITHOUT_MILLIS || bytes[from + 19] == '.')
        && bytes[to - 1] == 'Z';
  }

  /** Writes the digits of {@code number} so that they end at {@code end}, over the zeros there. */
  private static void put(byte[] text, int end, int number) {
    int rest = number;
    for (int i = end - 1; rest > 0; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static int threeDigits(byte[] bytes, int at) {
    int firstTwo = twoDigits(bytes, at);
    int lastTwo = twoDigits(bytes, at + 1);
    return lastTwo < 0 ? NO_NUMBER : 10 * firstTwo + lastTwo % 10;
  }

  /** The number that two digits make; far below 0 if they are none. */
  private static int twoDigits(byte[] bytes, int at) {
    int tens = bytes[at] - '0';
    int ones = bytes[at + 1] - '0';
    boolean isNumber = (tens | ones | (9 - tens) | (9 - ones)) >= 0;
    return isNumber ? 10 * tens + ones : NO_NUMBER;
  }

  private TimeText() {}
}
