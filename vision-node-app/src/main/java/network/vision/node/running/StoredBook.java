package network.vision.node.running;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import network.vision.gossip.Event;
import network.vision.node.config.OperatorException;
import network.vision.node.outlet.Area;
import network.vision.node.outlet.OperatorLog;
import network.vision.store.DataDirectory;
import network.vision.store.LoadedPeers;
import network.vision.store.StoreException;

/**
 * Brings what was stored to the core. A small book that is read already comes before anything else;
 * any other comes to a loop that runs, part by part, so that a start with a full book takes no
 * longer than one without.
 *
 * <p>Owner: the thread that starts the node; what comes later comes on {@code vision-load}.
 */
final class StoredBook {

  private static final long PAUSE_MILLIS = 10;

  private final DataDirectory directory;
  private final OperatorLog log;
  private final Reading reading;

  private StoredBook(DataDirectory directory, OperatorLog log, Reading reading) {
    this.directory = directory;
    this.log = log;
    this.reading = reading;
  }

  /**
   * A book that is being read from now on.
   *
   * @throws OperatorException if the file cannot be opened
   */
  static StoredBook begin(DataDirectory directory, OperatorLog log) throws OperatorException {
    try {
      directory.peers().open();
    } catch (StoreException e) {
      throw new OperatorException("--data-dir: " + e.getMessage(), e);
    }
    return new StoredBook(directory, log, Reading.begin(directory.peers()));
  }

  /**
   * What the core is told before anything else.
   *
   * @param places how many addresses it has room for
   * @param desk where the rest goes
   * @throws OperatorException if the file cannot be read
   */
  List<Event> first(int places, Desk desk) throws OperatorException {
    try {
      LoadedPeers read = reading.finished(BookReturn.PART).orElse(null);
      List<Event> events = new ArrayList<>();
      if (read == null) {
        desk.health().bookIsAwaited();
        events.add(new Event.BookAwaited(directory.recordSequence()));
        reading.whenFinished(peers -> bring(peers, places, desk), mistake -> fail(mistake, desk));
      } else {
        fitted(read, places).tell(directory.recordSequence(), events::add);
      }
      return events;
    } catch (StoreException e) {
      throw new OperatorException("--data-dir: " + e.getMessage(), e);
    }
  }

  /** Waits until nothing is read or brought any more. */
  void end() {
    if (!reading.end()) {
      log.warning(Area.STORE, "The disk has not given back yet what was remembered");
    }
  }

  /**
   * Who is concerned by what comes after the start.
   *
   * @param mailbox of the loop
   * @param health told once all of it is known
   * @param crash told if it cannot be read
   */
  record Desk(Mailbox mailbox, HealthDesk health, Crash crash) {}

  private void bring(LoadedPeers peers, int places, Desk desk) {
    BookReturn book = fitted(peers, places);
    if (book.tell(directory.recordSequence(), event -> isTaken(desk.mailbox(), event))) {
      desk.health().bookIsLoaded();
    } else {
      desk.health().bookIsLost();
    }
  }

  private BookReturn fitted(LoadedPeers peers, int places) {
    if (!peers.report().isClean()) {
      log.damaged(peers.report());
    }
    BookReturn book = new BookReturn(peers, places);
    if (book.excess() > 0) {
      log.tooManyRemembered(book.excess(), book.kept());
      book.forgetExcess(directory.peers());
    }
    log.remembered(book.kept());
    return book;
  }

  /** Has the loop take {@code event}; whoever came before has his turn before the next one. */
  private static boolean isTaken(Mailbox mailbox, Event event) {
    mailbox.deliver(event);
    try {
      while (mailbox.isOpen()) {
        try {
          return mailbox.askForTurn().get();
        } catch (ExecutionException tooManyAsk) {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private void fail(Throwable mistake, Desk desk) {
    desk.health().bookIsLost();
    if (mistake instanceof StoreException) {
      log.warning(Area.STORE, String.valueOf(mistake.getMessage()));
    } else {
      log.mistake(Area.STORE, "while the peers were read", mistake);
    }
    desk.crash().by(mistake);
  }
}
