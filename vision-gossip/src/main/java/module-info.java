import org.jspecify.annotations.NullMarked;

/** The core: whom a node knows, dials, believes and tells; pure state and decisions, no I/O. */
@NullMarked
module network.vision.gossip {
  // Identities, addresses, handshakes and messages stand in every event and effect.
  requires transitive network.vision.protocol;
  requires static transitive org.jspecify;

  exports network.vision.gossip;
}
