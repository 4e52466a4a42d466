package network.vision.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import network.vision.protocol.IpRange;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Peers as text for people, for {@code jq} and for {@link PeerImport}: a header line, then one JSON
 * object a line, as in {@code peers.jsonl} but without the checksums.
 */
public final class PeerExport {

  private record Success(@Nullable NodeId nodeId, PeerAddress address, Instant at) {}

  /** One peer as one line of JSON, without newline. */
  public static String json(StoredPeer peer) {
    return new String(line(peer), StandardCharsets.UTF_8);
  }

  /** Writes all of {@code peers}. */
  public static void write(List<StoredPeer> peers, OutputStream to) throws IOException {
    to.write(PeerWriter.plain(new PeerLine.Header(PeerWriter.VERSION)));
    to.write('\n');
    for (StoredPeer peer : peers) {
      to.write(line(peer));
      to.write('\n');
    }
  }

  /**
   * What is worth giving to others as seeds: of each peer the address that worked last, unless one
   * of them is banned; the latest success first. {@link SeedFile#write} makes a file of it.
   *
   * @param most how many at most
   */
  public static List<PeerAddress> seeds(LoadedPeers stored, Instant now, int most) {
    List<StoredBan> bans = stored.bans().stream().filter(ban -> ban.until().isAfter(now)).toList();
    return stored.peers().stream()
        .filter(peer -> !isBanned(peer, now))
        .flatMap(PeerExport::lastSuccess)
        .sorted(Comparator.comparing(Success::at).reversed())
        .filter(success -> bans.stream().noneMatch(ban -> isOf(ban, success)))
        .map(Success::address)
        .distinct()
        .limit(most)
        .toList();
  }

  private static byte[] line(StoredPeer peer) {
    return PeerWriter.plain(new PeerLine.Peer(peer.spelledOut()));
  }

  private static boolean isBanned(StoredPeer peer, Instant now) {
    Instant until = peer.standing().bannedUntil();
    return until != null && until.isAfter(now);
  }

  private static boolean isOf(StoredBan ban, Success success) {
    return switch (ban.kind()) {
      case "node" -> success.nodeId() != null && ban.target().equals(success.nodeId().text());
      case "address" -> ban.target().equals(success.address().toString());
      case "range" ->
          IpRange.parse(ban.target())
              .filter(range -> range.contains(success.address().ip()))
              .isPresent();
      default -> false;
    };
  }

  private static Stream<Success> lastSuccess(StoredPeer peer) {
    return peer.addresses().stream()
        .flatMap(stored -> {
          Instant at = stored.history().lastSuccess();
          return at == null
              ? Stream.empty()
              : Stream.of(new Success(peer.nodeId(), stored.address(), at));
        })
        .max(Comparator.comparing(Success::at))
        .stream();
  }

  private PeerExport() {}
}
