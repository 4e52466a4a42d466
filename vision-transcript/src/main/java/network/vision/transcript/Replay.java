package network.vision.transcript;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import network.vision.gossip.Effect;
import network.vision.gossip.Gossip;
import network.vision.protocol.Identity;
import network.vision.protocol.PublicKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A core made of a transcript, told the same as the one that wrote it, and compared with it step by
 * step: in what it does, draws and signs, and in when it wants to be woken.
 *
 * <p>One thread. Signatures are verified, so that one made for another text is a difference too.
 */
public final class Replay {

  /**
   * How a replay ended.
   *
   * @param turns steps that went as written
   * @param difference what did not, in words, with the line of the file; null: all did
   */
  public record Verdict(long turns, @Nullable String difference) {}

  private final PublicKey publicKey;
  private final Deque<Long> drawn = new ArrayDeque<>();
  private final Deque<String> signed = new ArrayDeque<>();
  private final Gossip gossip;

  private Replay(Head head) {
    publicKey = head.local().publicKey();
    drawn.addAll(head.drawn());
    Identity identity = Identity.of(publicKey, this::sign);
    gossip = new Gossip(head.local().with(identity), head.config(), this::draw);
    requireAllUsed();
  }

  /**
   * Replays {@code file}. A last line that was cut off, as by a kill, is left out.
   *
   * @throws IOException if it cannot be read, or is no transcript of this version
   */
  public static Verdict of(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      Head head = head(lines.readLine());
      long turns = 0;
      try {
        Replay replay = new Replay(head);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          Turn turn = turn(line, lines);
          if (turn == null) {
            break;
          }
          replay.play(turn);
          turns++;
        }
      } catch (Departure e) {
        return new Verdict(turns, "line " + (turns + 2) + ": " + e.getMessage());
      }
      return new Verdict(turns, null);
    }
  }

  private static Head head(@Nullable String line) throws IOException {
    try {
      Head head = Lines.decode(line == null ? "" : line, Head.class);
      if (head.transcript() == Head.VERSION) {
        return head;
      }
    } catch (JacksonException e) {
      throw new IOException("this is no transcript: " + e.getOriginalMessage(), e);
    }
    throw new IOException("this is a transcript of another version");
  }

  private static @Nullable Turn turn(String line, BufferedReader rest) throws IOException {
    try {
      return Lines.decode(line, Turn.class);
    } catch (JacksonException e) {
      if (rest.readLine() == null) {
        return null;
      }
      throw new IOException("a line is no step: " + e.getOriginalMessage(), e);
    }
  }

  private void play(Turn turn) {
    drawn.addAll(turn.drawn());
    signed.addAll(turn.signed());
    List<Effect> effects = step(turn);
    for (int i = 0; i < Math.max(effects.size(), turn.effects().size()); i++) {
      compare(turn, "effect " + (i + 1), at(turn.effects(), i), at(effects, i));
    }
    requireAllUsed();
    if (turn.failure() == null) {
      compare(turn, "the next deadline", turn.deadline(), gossip.nextDeadlineMillis());
    }
  }

  private List<Effect> step(Turn turn) {
    List<Effect> effects = List.of();
    String failure = null;
    try {
      effects = gossip.step(turn.now(), turn.event()).effects();
    } catch (Departure e) {
      throw new Departure(said(turn, String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error mistake) {
      failure = mistake.toString();
    }
    compare(turn, "the failure", turn.failure(), failure);
    return effects;
  }

  private void requireAllUsed() {
    if (!drawn.isEmpty() || !signed.isEmpty()) {
      throw new Departure(
          drawn.size() + " draws and " + signed.size() + " signatures less than written");
    }
  }

  private long draw() {
    Long number = drawn.poll();
    if (number == null) {
      throw new Departure("more draws than written");
    }
    return number;
  }

  private String sign(byte[] message) {
    String signature = signed.poll();
    if (signature == null || !publicKey.isSigner(message, signature)) {
      throw new Departure(
          signature == null ? "more signatures than written" : "signs another text than written");
    }
    return signature;
  }

  private static void compare(
      Turn turn, String what, @Nullable Object written, @Nullable Object replayed) {
    if (written == null ? replayed != null : !written.equals(replayed)) {
      throw new Departure(
          said(turn, what + " differs\n  written:  " + written + "\n  replayed: " + replayed));
    }
  }

  private static String said(Turn turn, String text) {
    return turn.event() + " at " + turn.wall() + ": " + text;
  }

  private static @Nullable Effect at(List<Effect> effects, int index) {
    return index < effects.size() ? effects.get(index) : null;
  }

  /** The core goes another way than the transcript; passes through the core where it asks. */
  private static final class Departure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Departure(String message) {
      super(message);
    }
  }
}
