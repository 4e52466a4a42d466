package network.vision.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;

/**
 * A copy of some bytes that says when the last one who holds it has let go, on whatever thread that
 * is.
 */
final class ReportingBuffer extends UnpooledHeapByteBuf {

  private static final ByteBufAllocator HEAP = UnpooledByteBufAllocator.DEFAULT;

  private final Runnable onReleased;

  private ReportingBuffer(int capacity, Runnable onReleased) {
    super(HEAP, capacity, capacity);
    this.onReleased = onReleased;
  }

  static ByteBuf copyOf(ByteBuf bytes, Runnable onReleased) {
    int count = bytes.readableBytes();
    return new ReportingBuffer(count, onReleased).writeBytes(bytes, bytes.readerIndex(), count);
  }

  @Override
  protected void deallocate() {
    super.deallocate();
    onReleased.run();
  }
}
