package network.vision.gossip;

import java.time.Instant;

/**
 * What time it is, by two clocks.
 *
 * @param millis monotonic, since any fixed moment; never goes back and may jump far forward; for
 *     deadlines
 * @param wall the wall clock, which may step either way; for what is stored or sent
 */
public record Now(long millis, Instant wall) {}
