package network.vision.node.running;

import java.time.Duration;
import java.util.function.Consumer;
import network.vision.node.outlet.AdapterMeters;
import network.vision.node.outlet.OperatorLog;
import network.vision.store.StoreEvent;
import network.vision.store.StoreListener;

/**
 * Tells log and metrics what the disk does; the node ends with the disk thread, for nothing it
 * learns would be remembered.
 *
 * @param crash told of the mistake that ended the disk thread
 */
record DiskReports(OperatorLog log, AdapterMeters meters, Consumer<Throwable> crash)
    implements StoreListener {

  @Override
  public void onStore(StoreEvent event) {
    log.tell(event);
    meters.count(event);
    if (event instanceof StoreEvent.DiskThreadDied(Throwable cause)) {
      crash.accept(cause);
    }
  }

  @Override
  public void onSaved(int changes, Duration took) {
    meters.saved(changes, took);
  }
}
