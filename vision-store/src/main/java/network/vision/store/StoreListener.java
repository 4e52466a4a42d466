package network.vision.store;

import java.time.Duration;

/** Where the store reports. */
@FunctionalInterface
public interface StoreListener {

  /**
   * Called on the disk thread, one event at a time, in order, and by whoever opens or binds a
   * {@link DataDirectory}; must return soon.
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
