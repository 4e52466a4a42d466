package network.vision.fuzzing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The known inputs of one fuzz target: one file each, in the folder {@code fuzz/TARGET} beside the
 * target's tests.
 *
 * <p>Not changed once read. What a target throws comes out as an {@link AssertionError} that holds
 * the input in hex.
 */
public final class Corpus {

  private final List<byte[]> inputs = new ArrayList<>();

  /**
   * The corpus of {@code target}, beside {@code tests}.
   *
   * @throws IllegalStateException if there is none
   */
  public Corpus(Class<?> tests, String target) {
    try (Stream<Path> files = Files.list(folder(tests, "fuzz/" + target))) {
      for (Path file : files.sorted().toList()) {
        inputs.add(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (inputs.isEmpty()) {
      throw new IllegalStateException("the corpus " + target + " is empty");
    }
  }

  /** Feeds every input to {@code target}. */
  public void replay(Consumer<byte[]> target) {
    inputs.forEach(input -> feed(input, target));
  }

  /** Feeds {@code rounds} mutations of the inputs to {@code target}; the same for the same seed. */
  public void mutate(long seed, int rounds, Consumer<byte[]> target) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < rounds; round++) {
      byte[] input = inputs.get(random.nextInt(inputs.size()));
      byte[] other = inputs.get(random.nextInt(inputs.size()));
      feed(Mutation.of(input, other, random), target);
    }
  }

  private static void feed(byte[] input, Consumer<byte[]> target) {
    try {
      target.accept(input);
    } catch (RuntimeException | Error e) {
      throw new AssertionError("input " + HexFormat.of().formatHex(input), e);
    }
  }

  private static Path folder(Class<?> tests, String name) {
    URL url = tests.getResource(name);
    if (url == null) {
      throw new IllegalStateException("no folder " + name + " beside " + tests);
    }
    try {
      return Path.of(new URI(url.toString()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
