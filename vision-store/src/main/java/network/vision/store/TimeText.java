package network.vision.store;

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

  private static final int WITHOUT_MILLIS = "2026-01-31T12:00:00Z".length();
  private static final int WITH_MILLIS = "2026-01-31T12:00:00.250Z".length();
  private static final String USUAL = "0000-00-00T00:00:00.000Z";
  private static final long DAY_SECONDS = 86_400;
  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long END_SECOND = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();

  /**
   * @throws java.time.DateTimeException if {@code text} is no time
   */
  static Instant parse(String text) {
    Instant usual = parseUsual(text);
    return usual == null ? StoredText.toMillis(Instant.parse(text)) : usual;
  }

  /** What {@link #parse} reads. */
  static String format(Instant time) {
    long second = time.getEpochSecond();
    if (second < FIRST_SECOND || second >= END_SECOND) {
      return time.toString();
    }
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, DAY_SECONDS));
    int ofDay = (int) Math.floorMod(second, DAY_SECONDS);
    char[] text = USUAL.toCharArray();
    put(text, 4, day.getYear());
    put(text, 7, day.getMonthValue());
    put(text, 10, day.getDayOfMonth());
    put(text, 13, ofDay / 3600);
    put(text, 16, ofDay / 60 % 60);
    put(text, 19, ofDay % 60);
    int millis = time.getNano() / 1_000_000;
    if (millis == 0) {
      text[WITHOUT_MILLIS - 1] = 'Z';
      return new String(text, 0, WITHOUT_MILLIS);
    }
    put(text, 23, millis);
    return new String(text);
  }

  /** The time in {@code text}; null if it has another form. */
  private static @Nullable Instant parseUsual(String text) {
    int length = text.length();
    if ((length != WITHOUT_MILLIS && length != WITH_MILLIS) || !isSeparated(text)) {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    int millis = length == WITH_MILLIS ? number(text, 20, 23) : 0;
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

  private static boolean isSeparated(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':'
        && (text.length() == WITHOUT_MILLIS || text.charAt(19) == '.')
        && text.charAt(text.length() - 1) == 'Z';
  }

  /** Writes the digits of {@code number} so that they end at {@code end}, over the zeros there. */
  private static void put(char[] text, int end, int number) {
    int rest = number;
    for (int i = end - 1; rest > 0; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** The number that the digits make; -1 if they are none. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private TimeText() {}
}
