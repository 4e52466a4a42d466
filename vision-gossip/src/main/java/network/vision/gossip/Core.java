package network.vision.gossip;

import java.util.random.RandomGenerator;

/**
 * What the sub-machines share: who we are, what was configured, and the tables. Owner: the loop
 * thread.
 */
record Core(
    LocalNode local,
    GossipConfig config,
    AddressPolicy policy,
    RandomGenerator random,
    AddressBook book,
    Sessions sessions,
    Standing standing,
    Conflicts conflicts,
    Outgoing outgoing,
    Outbox out) {

  static Core of(LocalNode local, GossipConfig config, RandomGenerator random) {
    AddressPolicy policy =
        new AddressPolicy(config.isPrivateAllowed(), local.profile().publicRanges());
    Outbox out = new Outbox();
    return new Core(
        local,
        config,
        policy,
        random,
        new AddressBook(policy, config.newBuckets(), config.triedBuckets(), random),
        new Sessions(),
        new Standing(out),
        new Conflicts(out),
        new Outgoing(),
        out);
  }

  /** {@code millis} give or take a fifth. */
  long jittered(long millis) {
    return millis - millis / 5 + random.nextLong(Math.max(1, 2 * millis / 5));
  }
}
