import org.jspecify.annotations.NullMarked;

/** What a core was told and did, written down and replayed. */
@NullMarked
module network.vision.transcript {
  // It writes down the core itself.
  requires transitive network.vision.gossip;
  requires transitive network.vision.protocol;
  requires tools.jackson.core;
  requires tools.jackson.databind;
  requires static transitive org.jspecify;

  exports network.vision.transcript;

  // Its lines are records of a hidden kind.
  opens network.vision.transcript to
      tools.jackson.databind;
}
