package network.vision.api;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/**
 * Reads server-sent events out of the bytes of a stream, however they are cut.
 *
 * <p>Holds at most one line of {@value #MAX_LINE_BYTES} bytes. Owner: the connection's event loop.
 */
final class EventReader {

  private static final int MAX_LINE_BYTES = 64 * 1024;

  private final Consumer<Optional<NodeEvent>> listener;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private String kind = "";
  private String data = "";
  private volatile long lastId = -1;

  EventReader(Consumer<Optional<NodeEvent>> listener) {
    this.listener = listener;
  }

  OptionalLong lastId() {
    return lastId < 0 ? OptionalLong.empty() : OptionalLong.of(lastId);
  }

  /** Takes the next bytes; false when they are no such stream. */
  boolean read(ByteBuf bytes) {
    while (bytes.isReadable()) {
      byte b = bytes.readByte();
      if (b != '\n') {
        line.write(b);
      } else if (!takeLine()) {
        return false;
      }
      if (line.size() > MAX_LINE_BYTES) {
        return false;
      }
    }
    return true;
  }

  private boolean takeLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (text.isEmpty()) {
      return takeEvent();
    }
    if (text.startsWith("event: ")) {
      kind = text.substring("event: ".length());
    } else if (text.startsWith("data: ")) {
      data = text.substring("data: ".length());
    }
    return true;
  }

  private boolean takeEvent() {
    if (!data.isEmpty()) {
      try {
        Optional<NodeEvent> event =
            kind.equals("gap")
                ? Optional.empty()
                : Optional.of(Json.decode(data.getBytes(StandardCharsets.UTF_8), NodeEvent.class));
        event.ifPresent(found -> lastId = found.id());
        listener.accept(event);
      } catch (JacksonException e) {
        return false;
      }
    }
    kind = "";
    data = "";
    return true;
  }
}
