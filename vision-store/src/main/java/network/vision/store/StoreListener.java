package network.vision.store;

/** Where the store reports. */
@FunctionalInterface
public interface StoreListener {

  /**
   * Called on the disk thread, or by {@link DataDirectory#open}, one event at a time, in order;
   * must return soon.
   */
  void onStore(StoreEvent event);
}
