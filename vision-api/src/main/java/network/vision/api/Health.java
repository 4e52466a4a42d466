package network.vision.api;

import java.util.List;

/**
 * Whether this node works, check by check.
 *
 * @param isLive false: restart it
 * @param isReady whether it does its work for others
 * @param checks what was looked at
 */
public record Health(boolean isLive, boolean isReady, List<Check> checks) {

  /**
   * One thing that was looked at.
   *
   * @param name in a word
   * @param isOk whether it is as it should be
   * @param detail in words
   */
  public record Check(String name, boolean isOk, String detail) {}

  public Health {
    checks = List.copyOf(checks);
  }
}
