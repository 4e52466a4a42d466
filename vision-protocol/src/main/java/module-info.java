import org.jspecify.annotations.NullMarked;

/**
 * The language of the network: identities, addresses, messages and their bytes; no I/O, no clock,
 * no randomness.
 */
@NullMarked
module network.vision.protocol {
  requires tools.jackson.core;
  requires static transitive org.jspecify;

  exports network.vision.protocol;
}
