package network.vision.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.Texts;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A {@code seed_peers.json}, as the deployed nodes have it: {@code {"version":1, "generated_at":…,
 * "description":…, "peers":["ip:port", …]}}. Read and never written: whoever may write it chooses
 * our first peers.
 *
 * <p>Immutable. A bad entry costs itself only. An entry without a port stands for port 7070, where
 * everybody was once assumed to be; what is found there corrects it.
 *
 * @param seeds in the order of the file, each once
 * @param refused the first thousand of the entries that are no addresses
 */
public record SeedFile(List<Seed> seeds, List<Refused> refused) {

  private static final int MAX_SHOWN_CHARS = 60;

  /**
   * A peer to start with.
   *
   * @param address where
   * @param isPortStated false where the file had no port
   */
  public record Seed(PeerAddress address, boolean isPortStated) {

    /** Reads {@code ip:port}, or {@code ip} for port 7070; empty if {@code text} is neither. */
    static Optional<Seed> parse(String text) {
      Optional<PeerAddress> stated = PeerAddress.parse(text);
      return stated.isPresent()
          ? Optional.of(new Seed(stated.get(), true))
          : IpAddress.parse(text)
              .map(ip -> new Seed(new PeerAddress(ip, HandshakeVersion.V4.defaultPort()), false));
    }
  }

  /**
   * An entry that was left out.
   *
   * @param position in the list, from 1
   * @param text of the entry, shortened, fit to print
   * @param reason why
   */
  public record Refused(int position, String text, String reason) {

    /** {@code entry 3, "example.org": not ip:port}. */
    @Override
    public String toString() {
      return "entry " + position + ", \"" + text + "\": " + reason;
    }
  }

  public SeedFile {
    seeds = List.copyOf(seeds);
    refused = List.copyOf(refused);
  }

  /**
   * Reads a seed file of at most 1 MiB.
   *
   * @throws StoreException if it cannot be read or is no seed file
   */
  public static SeedFile read(Path path) throws StoreException {
    return parse(path, bytes(path));
  }

  static SeedFile parse(Path path, byte[] bytes) throws StoreException {
    if (bytes.length > StoreLimits.MAX_SEED_FILE_BYTES) {
      throw damaged(path, "it is larger than 1 MiB", null);
    }
    try {
      return JsonFields.read(bytes, 0, bytes.length, SeedFile::readObject);
    } catch (IllegalArgumentException e) {
      throw damaged(path, String.valueOf(e.getMessage()), e);
    }
  }

  /** The text of a seed file that lists {@code peers}. */
  public static byte[] write(List<PeerAddress> peers, Instant generatedAt) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      out.writeNumberProperty("version", 1);
      out.writeStringProperty("generated_at", StoredText.toMillis(generatedAt).toString());
      out.writeStringProperty("description", "Peers that this node has reached, the latest first");
      out.writeArrayPropertyStart("peers");
      peers.forEach(peer -> out.writeString(peer.toString()));
      out.writeEndArray();
      out.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static byte[] bytes(Path path) throws StoreException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(StoreLimits.MAX_SEED_FILE_BYTES + 1);
    } catch (IOException e) {
      throw StoreException.notReadable(path, e, "correct the path, or let this user read it");
    }
  }

  private static SeedFile readObject(JsonFields in) {
    SeedFile file = null;
    in.object();
    while (in.nextField()) {
      if (in.name().equals("peers")) {
        file = readPeers(in);
      } else {
        in.skip();
      }
    }
    if (file == null) {
      throw new IllegalArgumentException("peers: missing");
    }
    return file;
  }

  private static SeedFile readPeers(JsonFields in) {
    Set<Seed> seeds = new LinkedHashSet<>();
    List<Refused> refused = new ArrayList<>();
    in.array();
    for (int position = 1; in.nextItem(); position++) {
      String text = in.isText() ? in.text() : "";
      in.skip();
      Optional<Seed> seed = Seed.parse(text);
      String reason = seed.isEmpty() ? "not ip:port" : isFull(seeds) ? "too many entries" : "";
      if (reason.isEmpty()) {
        seeds.add(seed.get());
      } else if (refused.size() < StoreLimits.MAX_LISTED_REFUSALS) {
        refused.add(new Refused(position, Texts.printable(text, MAX_SHOWN_CHARS), reason));
      }
    }
    return new SeedFile(List.copyOf(seeds), refused);
  }

  private static boolean isFull(Set<Seed> seeds) {
    return seeds.size() == StoreLimits.MAX_SEEDS;
  }

  private static StoreException damaged(Path path, String why, @Nullable Throwable cause) {
    return new StoreException(
        StoreException.Kind.DAMAGED,
        path,
        "is no seed file (" + why + "): correct it, or start without it",
        cause);
  }
}
