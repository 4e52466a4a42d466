package network.vision.store;

import java.time.Instant;
import java.time.LocalDate;

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
  private static final String SEPARATORS = "    -  -  T  :  :  ";

  /**
   * @throws java.time.DateTimeException if {@code text} is no time
   */
  static Instant parse(String text) {
    return isUsual(text) ? parseUsual(text) : StoredText.toMillis(Instant.parse(text));
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

  private static boolean isUsual(String text) {
    int length = text.length();
    if ((length != WITHOUT_MILLIS && length != WITH_MILLIS) || text.charAt(length - 1) != 'Z') {
      return false;
    }
    for (int i = 0; i < length - 1; i++) {
      char c = text.charAt(i);
      char separator = i < SEPARATORS.length() ? SEPARATORS.charAt(i) : i == 19 ? '.' : ' ';
      if (separator == ' ' ? c < '0' || c > '9' : c != separator) {
        return false;
      }
    }
    return number(text, 11, 13) < 24 && number(text, 14, 16) < 60 && number(text, 17, 19) < 60;
  }

  private static Instant parseUsual(String text) {
    long day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    long second = number(text, 11, 13) * 3600L + number(text, 14, 16) * 60L + number(text, 17, 19);
    int millis = text.length() == WITH_MILLIS ? number(text, 20, 23) : 0;
    return Instant.ofEpochSecond(day * DAY_SECONDS + second, millis * 1_000_000L);
  }

  /** Writes the digits of {@code number} so that they end at {@code end}, over the zeros there. */
  private static void put(char[] text, int end, int number) {
    int rest = number;
    for (int i = end - 1; rest > 0; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private TimeText() {}
}
