package network.vision.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program, whose memory another thread takes as soon as the file that is named first holds what
 * is named second.
 */
final class StarvingRun {

  private static final int PIECE_BYTES = 1 << 20;

  public static void main(String[] args) {
    Path file = Path.of(args[0]);
    Thread.ofPlatform().name("vision-hungry").start(() -> starve(file, args[1]));
    Main.main(List.of(args).subList(2, args.length).toArray(String[]::new));
  }

  private static void starve(Path file, String text) {
    List<byte[]> taken = new ArrayList<>();
    while (!holds(file, text)) {
      Thread.onSpinWait();
    }
    while (taken.size() < Integer.MAX_VALUE) {
      taken.add(new byte[PIECE_BYTES]);
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  private StarvingRun() {}
}
