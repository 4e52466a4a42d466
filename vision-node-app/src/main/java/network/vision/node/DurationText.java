package network.vision.node;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 30s}, {@code 2m}, {@code 1h}, {@code 7d}, or seconds without a unit. */
final class DurationText implements ITypeConverter<Duration> {

  private static final String FORM = "[0-9]{1,6}[smhd]?";

  @Override
  public Duration convert(String text) {
    if (!text.matches(FORM)) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration such as 30s, 2m, 1h or 7d");
    }
    char unit = text.charAt(text.length() - 1);
    long number = Long.parseLong(text.replaceAll("[smhd]", ""));
    return switch (unit) {
      case 'm' -> Duration.ofMinutes(number);
      case 'd' -> Duration.ofDays(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
