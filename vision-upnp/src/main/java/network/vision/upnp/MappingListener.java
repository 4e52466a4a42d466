package network.vision.upnp;

/** Where the mapper reports. */
@FunctionalInterface
public interface MappingListener {

  /**
   * Called on a thread of the mapper, one event at a time, in order; must return soon. Events come
   * until {@link PortMapper#close} has returned.
   */
  void onMapping(MappingEvent event);
}
