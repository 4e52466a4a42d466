package network.vision.node.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the wall clock can be right: not before this program was written, and not behind what was
 * stored last. Nobody is asked for the time.
 */
final class ClockCheck {

  private static final String NAME = "Clock";
  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration TOLERANCE = Duration.ofMinutes(10);
  private static final String WHAT_TO_DO = "; set it, and let a time service keep it";

  static Finding look(Path directory, Instant now) {
    Instant shown = now.truncatedTo(ChronoUnit.SECONDS);
    if (now.isBefore(WRITTEN)) {
      return Finding.bad(NAME, shown + " is before this program was written" + WHAT_TO_DO);
    }
    Optional<Instant> stored = newest(directory);
    if (stored.isPresent() && stored.get().isAfter(now.plus(TOLERANCE))) {
      return Finding.bad(
          NAME, shown + " is before " + stored.get() + ", when something was stored" + WHAT_TO_DO);
    }
    return Finding.good(NAME, shown.toString());
  }

  private static Optional<Instant> newest(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(ClockCheck::changed).max(Comparator.naturalOrder());
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Instant changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  private ClockCheck() {}
}
