package network.vision.store;

import java.time.Instant;
import network.vision.protocol.Limits;
import network.vision.protocol.Texts;

/**
 * A ban that is remembered.
 *
 * <p>Immutable. Times are kept to the millisecond.
 *
 * @param kind a word for what is banned: node, address or range
 * @param target who is banned, as {@code kind} is written
 * @param since when it began
 * @param until when it ends
 * @param isByOperator whether the operator wanted it
 * @param reason in words, with a question mark for what does not print
 */
public record StoredBan(
    String kind, String target, Instant since, Instant until, boolean isByOperator, String reason) {

  /** No node id and no address holds a space, so no peer can be taken for this. */
  private static final String PREFIX = "ban ";

  /**
   * @throws IllegalArgumentException if {@code kind} is no word, or {@code target} does not print
   */
  public StoredBan {
    StoredText.requireWord("banned", kind);
    StoredText.requirePrintable("target", target);
    since = StoredText.toMillis(since);
    until = StoredText.toMillis(until);
    reason = Texts.printable(reason, Limits.MAX_REASON_CHARS);
  }

  /** The name that the store keeps this ban under. */
  public String key() {
    return keyOf(kind, target);
  }

  /** The key of the ban of {@code target}. */
  public static String keyOf(String kind, String target) {
    return PREFIX + kind + " " + target;
  }
}
