import org.jspecify.annotations.NullMarked;

/** The program: configuration, the one loop, wiring, log, metrics and commands. */
@NullMarked
module network.vision.node {
  // The log is set up in code: there is one program and no file to look for.
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;
  requires info.picocli;
  // SIGHUP.
  requires jdk.unsupported;
  requires micrometer.core;
  requires micrometer.registry.prometheus;
  requires network.vision.api;
  // What the door for embedders gives out.
  requires transitive network.vision.gossip;
  requires transitive network.vision.protocol;
  requires network.vision.store;
  requires network.vision.transcript;
  requires network.vision.transport;
  requires network.vision.upnp;
  requires org.slf4j;
  requires static org.jspecify;

  exports network.vision.node.embedding;

  // picocli fills commands by reflection.
  opens network.vision.node to
      info.picocli;
}
