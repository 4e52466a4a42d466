package network.vision.gossip;

import java.time.Instant;

/**
 * A ban, as it is stored and shown.
 *
 * <p>Immutable.
 *
 * @param target whom it concerns
 * @param since when it began
 * @param until when it ends
 * @param isByOperator whether the operator wanted it; else it is for misdeeds
 * @param reason in words; "" if none was given
 */
public record Ban(
    BanTarget target, Instant since, Instant until, boolean isByOperator, String reason) {}
