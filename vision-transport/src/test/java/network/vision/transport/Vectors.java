package network.vision.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The known bytes of the wire, by name. */
final class Vectors {

  private static final Pattern LINE = Pattern.compile("\"hex\":\"(\\w+)\",\"name\":\"([\\w-]+)\"");

  /** Frames whose name starts so. */
  static Map<String, byte[]> named(String start) {
    Map<String, byte[]> frames = new LinkedHashMap<>();
    try (InputStream lines = Vectors.class.getResourceAsStream("wire.jsonl")) {
      Matcher line = LINE.matcher(new String(lines.readAllBytes(), StandardCharsets.UTF_8));
      while (line.find()) {
        if (line.group(2).startsWith(start)) {
          frames.put(line.group(2), HexFormat.of().parseHex(line.group(1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frames;
  }

  /** The frames of messages. */
  static Map<String, byte[]> messages() {
    Map<String, byte[]> frames = named("");
    frames.keySet().removeIf(name -> name.startsWith("handshake"));
    return frames;
  }

  private Vectors() {}
}
