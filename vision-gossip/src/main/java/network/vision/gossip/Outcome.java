package network.vision.gossip;

import java.util.List;

/**
 * What one step came to.
 *
 * @param effects to be done, in this order
 * @param notices to be told
 */
public record Outcome(List<Effect> effects, List<Notice> notices) {
  public Outcome {
    effects = List.copyOf(effects);
    notices = List.copyOf(notices);
  }
}
