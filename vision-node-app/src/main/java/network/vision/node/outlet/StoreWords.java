package network.vision.node.outlet;

import network.vision.store.LoadReport;
import network.vision.store.StoreEvent;

/** What the disk suffers, in words for the operator: one line each. */
public final class StoreWords {

  /** What happened. */
  public static String of(StoreEvent event) {
    return switch (event) {
      case StoreEvent.PutAside aside -> aside.file() + " was damaged and is now " + aside.aside();
      case StoreEvent.SaveFailed failed ->
          "Cannot write %s: %s; %d changes wait in memory"
              .formatted(failed.file(), failed.reason(), failed.waiting());
      case StoreEvent.SaveRecovered again ->
          "%s can be written again after %d s; nothing is lost"
              .formatted(again.file(), again.after().toSeconds());
      case StoreEvent.RewriteFailed failed ->
          "Cannot rewrite %s: %s; changes are appended, and it grows"
              .formatted(failed.file(), failed.reason());
      case StoreEvent.MemoryFull full ->
          full.limit() + " changes wait: new peers are not remembered for now";
      case StoreEvent.ChangesLost lost ->
          lost.changes() + " changes could not be written to " + lost.file();
      case StoreEvent.DiskThreadDied(Throwable cause) ->
          "A mistake of the program ended the disk thread: " + cause;
    };
  }

  /** What was found damaged. */
  public static String of(LoadReport report) {
    return "%s: %d damaged places, such as %s; they were left out%s"
        .formatted(
            report.file(),
            report.damagedPlaces(),
            report.damages().getFirst(),
            report.keptAside() == null ? "" : " and are kept in " + report.keptAside());
  }

  private StoreWords() {}
}
