package network.vision.node.running;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import network.vision.api.Health;
import network.vision.protocol.PeerAddress;

/**
 * Whether a node works, and whether it is ready: the core has the stored peers, the port for peers
 * listens, and the loop keeps up. Answered without the loop, which may be what does not work.
 *
 * <p>Any thread.
 */
final class HealthDesk {

  private final Mailbox mailbox;
  private final RouterDesk router;
  private final Supplier<List<PeerAddress>> listening;
  private final CompletableFuture<Void> bookKnown = new CompletableFuture<>();
  private volatile boolean isBookAwaited;

  /**
   * A desk for one node.
   *
   * @param listening where peers are accepted now; empty: nowhere
   */
  HealthDesk(Mailbox mailbox, RouterDesk router, Supplier<List<PeerAddress>> listening) {
    this.mailbox = mailbox;
    this.router = router;
    this.listening = listening;
  }

  /**
   * The loop takes the stored peers before it answers anybody, unless {@link #bookIsAwaited} is
   * said before.
   */
  void bookIsOnItsWay() {
    var _ =
        mailbox
            .askForTurn()
            .thenRun(() -> {
              if (!isBookAwaited) {
                bookIsLoaded();
              }
            });
  }

  /** The loop begins before it is known who is stored; {@link #bookIsLoaded} will be said. */
  void bookIsAwaited() {
    isBookAwaited = true;
  }

  /** The core has the stored peers. */
  void bookIsLoaded() {
    bookKnown.complete(null);
  }

  /** The core will never have the stored peers. */
  void bookIsLost() {
    bookKnown.completeExceptionally(new RejectedExecutionException("the node is stopping"));
  }

  /** Ends when the core has the stored peers; fails if it never will. */
  CompletableFuture<Void> bookKnown() {
    return bookKnown;
  }

  /** How it is now. */
  Health health() {
    boolean isOpen = mailbox.isOpen();
    boolean isKeepingUp = mailbox.size() < Mailbox.HIGH_WATER;
    List<PeerAddress> places = listening.get();
    boolean isBookLoaded = bookKnown.isDone() && !bookKnown.isCompletedExceptionally();
    boolean isListening = !places.isEmpty();
    return new Health(
        isOpen,
        isOpen && isKeepingUp && isBookLoaded && isListening,
        List.of(
            new Health.Check("loop", isOpen, isOpen ? "takes events" : "has ended"),
            new Health.Check("mailbox", isKeepingUp, mailbox.size() + " events wait"),
            new Health.Check("book", isBookLoaded, isBookLoaded ? "is loaded" : "is being loaded"),
            new Health.Check("listening", isListening, places.toString()),
            new Health.Check("router", true, router.standing().state().label())));
  }
}
