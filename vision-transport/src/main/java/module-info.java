import org.jspecify.annotations.NullMarked;

/** Listener and dialler: bytes, frames, deadlines. */
@NullMarked
module network.vision.transport {
  requires transitive network.vision.protocol;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.handler.proxy;
  requires io.netty.transport;
  requires static org.jspecify;

  exports network.vision.transport;
}
