import org.jspecify.annotations.NullMarked;

/** Virtual network that runs the real core. */
@NullMarked
module network.vision.simulation {
  requires transitive network.vision.gossip;
  requires transitive network.vision.protocol;
  requires network.vision.transcript;
  requires static org.jspecify;

  exports network.vision.simulation;
}
