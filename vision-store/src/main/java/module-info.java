import org.jspecify.annotations.NullMarked;

/**
 * What a node remembers on disk: its identity, the peers it has learned, and who may write them.
 */
@NullMarked
module network.vision.store {
  requires transitive network.vision.protocol;
  requires tools.jackson.core;
  requires static transitive org.jspecify;

  exports network.vision.store;
}
