package network.vision.node.running;

import java.time.Duration;
import network.vision.node.outlet.AdapterMeters;
import network.vision.node.outlet.OperatorLog;
import network.vision.store.StoreEvent;
import network.vision.store.StoreListener;

/** Tells log and metrics what the disk does. */
record DiskReports(OperatorLog log, AdapterMeters meters) implements StoreListener {

  @Override
  public void onStore(StoreEvent event) {
    log.tell(event);
    meters.count(event);
  }

  @Override
  public void onSaved(int changes, Duration took) {
    meters.saved(changes, took);
  }
}
