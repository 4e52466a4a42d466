import org.jspecify.annotations.NullMarked;

/** Measurements; the JMH part is compiled by its annotation processor. */
@NullMarked
module network.vision.benchmark {
  requires com.fasterxml.jackson.annotation;
  requires com.h2database.mvstore;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires java.management;
  requires jmh.core;
  requires network.vision.gossip;
  requires network.vision.protocol;
  requires network.vision.store;
  requires network.vision.transport;
  requires static transitive org.jspecify;
  requires tools.jackson.databind;

  exports network.vision.benchmark;

  opens network.vision.benchmark to
      tools.jackson.databind;
}
