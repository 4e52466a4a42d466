import org.jspecify.annotations.NullMarked;

/** HTTP API, event stream, dashboard and their client. */
@NullMarked
module network.vision.api {
  requires transitive network.vision.protocol;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  // TLS of the client: a beacon may be asked over HTTPS.
  requires io.netty.handler;
  requires io.netty.handler.proxy;
  requires io.netty.transport;
  requires tools.jackson.core;
  requires tools.jackson.databind;
  requires static org.jspecify;

  exports network.vision.api;

  // Jackson makes the writers that a record's annotations name.
  opens network.vision.api to
      tools.jackson.databind;
}
