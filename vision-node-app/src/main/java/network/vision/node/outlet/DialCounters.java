package network.vision.node.outlet;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import network.vision.gossip.DialFailure;
import network.vision.gossip.Notice;
import network.vision.protocol.DialBackOutcome;
import network.vision.protocol.HandshakeVersion;

/**
 * Counts dials: begun, ended, and gone to where nobody is any more.
 *
 * <p>Any thread.
 */
final class DialCounters {

  private final MeterRegistry registry;
  private final EnumTable<HandshakeVersion, Counter> started;
  private final EnumTable<DialFailure, Counter> failed;
  private final Counter succeeded;
  private final EnumTable<DialBackOutcome, Counter> backs;
  private final EnumTable<DialBackOutcome, Counter> backsServed;
  private final Counter stale;
  private final Timer time;

  DialCounters(MeterRegistry registry) {
    this.registry = registry;
    started =
        EnumTable.of(
            HandshakeVersion.class,
            version ->
                counter(
                    "vision.dials.started",
                    "Dials begun, by the version they speak.",
                    "version",
                    Integer.toString(version.wireByte())));
    failed = EnumTable.of(DialFailure.class, failure -> ended(failure.label()));
    succeeded = ended("success");
    backs =
        outcomes("vision.dial.backs", "Peers that we asked to dial us back, by what came of it.");
    backsServed =
        outcomes(
            "vision.dial.backs.served",
            "Peers that asked us to dial them back, by what came of it.");
    stale = counter("vision.stale.dials", "Dials to an address that a fresher word had replaced.");
    time =
        Buckets.ANSWERING.timer(
            registry, "vision.dial.duration", "From the start of a dial that worked to its end.");
  }

  void count(Notice.DialStarted dial) {
    started.of(dial.version()).increment();
  }

  void count(Notice.DialEnded dial) {
    if (dial.failure() != null) {
      failed.of(dial.failure()).increment();
    } else {
      succeeded.increment();
      time.record(dial.took());
    }
  }

  void count(Notice.StaleAddressDialled dial) {
    stale.increment();
  }

  void count(Notice.DialledBack back) {
    backs.of(back.finding().outcome()).increment();
  }

  void count(Notice.DialBackServed served) {
    backsServed.of(served.outcome()).increment();
  }

  /** Dials that have ended. */
  long total() {
    double sum = succeeded.count();
    for (Counter counter : failed.values()) {
      sum += counter.count();
    }
    return (long) sum;
  }

  private EnumTable<DialBackOutcome, Counter> outcomes(String name, String description) {
    return EnumTable.of(
        DialBackOutcome.class,
        outcome -> counter(name, description, "outcome", outcome.wireName()));
  }

  private Counter ended(String result) {
    return counter("vision.dials", "Dials by result.", "result", result);
  }

  private Counter counter(String name, String description, String... tags) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }
}
