package network.vision.node.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import network.vision.gossip.Effect;
import network.vision.gossip.Event;
import network.vision.gossip.GossipSummary;
import network.vision.gossip.GossipView;
import network.vision.gossip.Notice;
import network.vision.gossip.Now;
import network.vision.gossip.Outcome;
import network.vision.gossip.PeerCensus;
import network.vision.gossip.Why;
import network.vision.protocol.PeerAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NodeLoopTest {

  private static final Effect EFFECT = new Effect.Forget("somebody");
  private static final Notice NOTICE =
      new Notice.StaleAddressDialled(PeerAddress.parse("192.0.2.1:7072").orElseThrow());
  private static final Event EVENT = new Event.ListeningStarted(List.of());

  private final Mailbox mailbox = new Mailbox();
  private final Told told = new Told();
  private NodeLoop loop;

  @AfterEach
  void stop() {
    loop.stop();
  }

  @Test
  void effectsAndNoticesOfAnEventGoToWhomTheyAreFor() throws Exception {
    loop = start(new Obedient());

    mailbox.deliver(EVENT);

    assertThat(told.next()).isEqualTo(EFFECT);
    assertThat(told.next()).isEqualTo(NOTICE);
  }

  @Test
  void whatComesFirstIsTakenBeforeAnythingInTheMailbox() throws Exception {
    BlockingQueue<Event> stepped = new LinkedBlockingQueue<>();
    Core core =
        new Silent() {
          @Override
          public Outcome step(Now now, Event event) {
            stepped.add(event);
            return super.step(now, event);
          }
        };
    Event loaded = new Event.PeersLoaded(List.of(), 7);
    mailbox.deliver(EVENT);

    loop = NodeLoop.start(core, List.of(loaded), mailbox, told, new LastEvents());

    assertThat(stepped.poll(10, TimeUnit.SECONDS)).isEqualTo(loaded);
    assertThat(stepped.poll(10, TimeUnit.SECONDS)).isEqualTo(EVENT);
  }

  @Test
  void theCoreIsSteppedOnTheLoopOnly() throws Exception {
    CompletableFuture<String> thread = new CompletableFuture<>();
    loop =
        start(
            new Obedient() {
              @Override
              public Outcome step(Now now, Event event) {
                thread.complete(Thread.currentThread().getName());
                return super.step(now, event);
              }
            });

    mailbox.deliver(EVENT);

    assertThat(thread.get(10, TimeUnit.SECONDS)).isEqualTo("vision-loop");
    assertThatThrownBy(loop::checkOnLoop).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aDeadlineIsKeptThoughNothingHappens() throws Exception {
    BlockingQueue<Event> stepped = new LinkedBlockingQueue<>();
    loop =
        start(
            new Obedient() {
              private long deadline = 20;

              @Override
              public Outcome step(Now now, Event event) {
                assertThat(now.millis()).isGreaterThanOrEqualTo(deadline);
                deadline = Long.MAX_VALUE;
                stepped.add(event);
                return super.step(now, event);
              }

              @Override
              public long nextDeadlineMillis() {
                return deadline;
              }
            });

    assertThat(stepped.poll(10, TimeUnit.SECONDS)).isEqualTo(new Event.TimePassed());
  }

  @Test
  void aQuestionIsAnsweredFromAViewOfTheMoment() throws Exception {
    loop = start(new Obedient());

    assertThat(mailbox.askInShort(GossipSummary::advertisedReason).get(10, TimeUnit.SECONDS))
        .isEqualTo("a test");
  }

  @Test
  void whoeverAsksBetweenTwoEventsIsShownTheSame() throws Exception {
    var first = mailbox.ask(view -> view);
    var second = mailbox.ask(view -> view);
    mailbox.deliver(EVENT);
    var third = mailbox.ask(view -> view);

    loop = start(new Obedient());

    GossipView shown = first.get(10, TimeUnit.SECONDS);
    assertThat(second.get(10, TimeUnit.SECONDS)).isSameAs(shown);
    assertThat(third.get(10, TimeUnit.SECONDS)).isNotSameAs(shown);
  }

  @Test
  void aReaderThatFailsHarmsOnlyWhoAsked() throws Exception {
    loop = start(new Obedient());

    assertThat(mailbox.ask(view -> view.peers().getFirst())).failsWithin(Duration.ofSeconds(10));
    assertThat(mailbox.askInShort(GossipSummary::advertisedReason))
        .succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void peersThatWereNotReadAreReadAgainWhenThereIsRoom() throws Exception {
    for (int i = 0; i < Mailbox.HIGH_WATER; i++) {
      mailbox.offer(EVENT);
    }
    assertThat(mailbox.offer(EVENT)).isFalse();

    loop = start(new Silent());

    assertThat(told.next()).isEqualTo("resume");
  }

  @Test
  void aMistakeEndsTheLoopAndIsToldWithTheLastEvents() throws Exception {
    loop =
        start(
            new Obedient() {
              @Override
              public Outcome step(Now now, Event event) {
                throw new AssertionError("a mistake");
              }
            });

    mailbox.deliver(EVENT);

    assertThat(told.next()).isInstanceOf(AssertionError.class);
    assertThat(told.lastEvents.get()).extracting(LoopDuties.PastEvent::event).contains(EVENT);
    assertThat(mailbox.isOpen()).isFalse();
  }

  private NodeLoop start(Core core) {
    return NodeLoop.start(core, List.of(), mailbox, told, new LastEvents());
  }

  /** What is seen of a core that knows nothing. */
  static final Mailbox.Sight SIGHT =
      new Mailbox.Sight() {
        @Override
        public GossipView view() {
          return new Obedient().view(new Now(0, Instant.EPOCH));
        }

        @Override
        public GossipSummary summary() {
          return new Obedient().summary(new Now(0, Instant.EPOCH));
        }
      };

  /** A core that answers each event with one effect and one notice. */
  static class Obedient implements Core {
    @Override
    public Outcome step(Now now, Event event) {
      return new Outcome(List.of(EFFECT), List.of(NOTICE));
    }

    @Override
    public long nextDeadlineMillis() {
      return Long.MAX_VALUE;
    }

    @Override
    public GossipView view(Now now) {
      return new GossipView(
          summary(now), List.of(), List.of(), List.of(), new Why(0, 0, 0, 0, Map.of()));
    }

    @Override
    public GossipSummary summary(Now now) {
      return new GossipSummary(
          now.wall(), null, "a test", List.of(), PeerCensus.EMPTY, List.of(), List.of(), null);
    }
  }

  /** A core that answers nothing. */
  private static class Silent extends Obedient {
    @Override
    public Outcome step(Now now, Event event) {
      return new Outcome(List.of(), List.of());
    }
  }

  /** Keeps what the loop does. */
  private static final class Told implements LoopDuties {

    private final BlockingQueue<Object> things = new LinkedBlockingQueue<>();
    private final AtomicReference<List<PastEvent>> lastEvents = new AtomicReference<>(List.of());

    Object next() throws InterruptedException {
      return things.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public void perform(Effect effect) {
      things.add(effect);
    }

    @Override
    public void tell(Instant at, Notice notice) {
      things.add(notice);
    }

    @Override
    public void resumeReading() {
      things.add("resume");
    }

    @Override
    public void measure(Duration delay, Duration took) {}

    @Override
    public void died(Throwable mistake, List<PastEvent> events) {
      lastEvents.set(events);
      things.add(mistake);
    }
  }
}
