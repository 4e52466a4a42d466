package network.vision.store;

import java.time.Duration;

/** Where the store reports. */
@FunctionalInterface
public interface StoreListener {

  /**
   * Called on the disk thread, or by {@link DataDirectory#open}, one event at a time, in order;
   * must return soon.
   */
  void onStore(StoreEvent event);

  /**
   * Changes are on the medium. Called on the disk thread; must return soon.
   *
   * @param changes how many peers
   * @param took for writing and forcing them
   */
  default void onSaved(int changes, Duration took) {}
}
