package network.vision.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.vision.protocol.AddressScope;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerRecord;
import network.vision.protocol.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * Merges the lines of a {@link PeerExport} into a store. Every line is judged by itself; a refused
 * one is said with its number and changes nothing.
 *
 * <p>Trusts a line less than the store trusts its own file: a key or a record that is not the
 * peer's, a record that is not signed for this network, an address that no host can have, a time
 * that has not come, and a line whose checksum does not match are refused.
 *
 * @param added peers that were not known
 * @param merged peers that were known
 * @param refusedLines how many lines were refused
 * @param refused those lines, the first thousand of them
 */
public record PeerImport(int added, int merged, long refusedLines, List<RefusedLine> refused) {

  private static final Duration FLUSH_LIMIT = Duration.ofMinutes(1);
  private static final int FLUSH_EVERY = 50_000;
  private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);
  private static final Duration LONGEST_BAN = Duration.ofDays(366);
  private static final double MAX_PENALTY = 1000;

  /**
   * A line that was left out.
   *
   * @param number from 1
   * @param reason why
   */
  public record RefusedLine(long number, String reason) {

    /** {@code line 3: addresses: not a list}. */
    @Override
    public String toString() {
      return "line " + number + ": " + reason;
    }
  }

  public PeerImport {
    refused = List.copyOf(refused);
  }

  /**
   * Reads {@code lines} to their end and saves what is good; durable on return.
   *
   * @param store of an open data directory
   * @param known what {@link PeerStore#load} of it gave
   * @param genesisHash of the network, for which records must be signed
   * @throws IOException if the lines cannot be read, or the disk did not take the peers within a
   *     minute
   */
  public static PeerImport run(
      PeerStore store, LoadedPeers known, InputStream lines, String genesisHash)
      throws IOException, InterruptedException {
    Run run = new Run(store, known, genesisHash);
    run.readAll(new BufferedInputStream(lines));
    run.flush();
    return new PeerImport(run.added, run.merged, run.refusedLines, run.refused);
  }

  /** One import under way. */
  private static final class Run {

    private final PeerStore store;
    private final String genesisHash;
    private final Instant now = Instant.now();
    private final Map<String, StoredPeer> known = new HashMap<>();
    private final List<RefusedLine> refused = new ArrayList<>();
    private long refusedLines;
    private int added;
    private int merged;

    Run(PeerStore store, LoadedPeers loaded, String genesisHash) {
      this.store = store;
      this.genesisHash = genesisHash;
      loaded.peers().forEach(peer -> known.put(peer.key(), peer));
    }

    void readAll(InputStream in) throws IOException, InterruptedException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long number = 1;
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n') {
          readLine(line, number++);
          line.reset();
        } else if (line.size() <= StoreLimits.MAX_LINE_BYTES) {
          line.write(c);
        }
      }
      readLine(line, number);
    }

    private void readLine(ByteArrayOutputStream line, long number)
        throws IOException, InterruptedException {
      byte[] bytes = line.toByteArray();
      if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
        return;
      }
      try {
        if (bytes.length > StoreLimits.MAX_LINE_BYTES) {
          throw new IllegalArgumentException("the line is longer than 64 KiB");
        }
        if (SealedLine.isSealed(bytes) && !SealedLine.isIntact(bytes, 0, bytes.length)) {
          throw new IllegalArgumentException(Damage.Reason.BAD_CHECKSUM.toString());
        }
        use(JsonFields.read(bytes, 0, bytes.length, PeerReader::read));
      } catch (IllegalArgumentException e) {
        refusedLines++;
        if (refused.size() < StoreLimits.MAX_LISTED_REFUSALS) {
          refused.add(new RefusedLine(number, String.valueOf(e.getMessage())));
        }
      }
      if ((added + merged) % FLUSH_EVERY == FLUSH_EVERY - 1) {
        flush();
      }
    }

    private void use(PeerLine content) {
      switch (content) {
        case PeerLine.Peer(StoredPeer peer) -> add(peer);
        case PeerLine.Banned banned -> throw new IllegalArgumentException("an import bans nobody");
        case PeerLine.Forgotten forgotten ->
            throw new IllegalArgumentException("an import forgets nobody");
        case PeerLine.Header(int version) -> {
          if (version > PeerWriter.VERSION) {
            throw new IllegalArgumentException("version: " + version + " is of a newer release");
          }
        }
      }
    }

    private void add(StoredPeer peer) {
      requireOwnWord(peer);
      requirePast(peer);
      requireStanding(peer.standing());
      StoredPeer old = known.get(peer.key());
      StoredPeer result = old == null ? peer : PeerMerge.of(old, peer);
      if (old == null) {
        added++;
      } else {
        merged++;
      }
      known.put(peer.key(), result);
      store.put(result);
    }

    void flush() throws IOException, InterruptedException {
      if (!store.flush(FLUSH_LIMIT)) {
        throw new IOException("the disk did not take the peers");
      }
    }

    private void requireOwnWord(StoredPeer peer) {
      NodeId nodeId = peer.nodeId();
      PublicKey key = peer.provenKey();
      if (key != null && !key.nodeId().equals(nodeId)) {
        throw new IllegalArgumentException("proven_key: not the key of this peer");
      }
      PeerRecord record = peer.claims().record();
      if (record != null && !record.nodeId().equals(nodeId)) {
        throw new IllegalArgumentException("record: not of this peer");
      }
      if (record != null && !record.isSignedFor(genesisHash)) {
        throw new IllegalArgumentException("record: not signed for this network");
      }
      for (StoredAddress stored : peer.addresses()) {
        if (AddressScope.of(stored.address().ip()) == AddressScope.UNUSABLE) {
          throw new IllegalArgumentException(
              "address: " + stored.address() + " is the address of no host");
        }
      }
    }

    private void requirePast(StoredPeer peer) {
      if (peer.spoken() != null) {
        requireBefore(now.plus(CLOCK_TOLERANCE), "handshake_at", peer.spoken().learned());
      }
      for (StoredAddress stored : peer.addresses()) {
        Instant soon = now.plus(CLOCK_TOLERANCE);
        StoredAddress.History history = stored.history();
        StoredAddress.Failure failure = history.lastFailure();
        requireBefore(soon, "first_heard", stored.origin().firstHeard());
        requireBefore(soon, "last_success", history.lastSuccess());
        requireBefore(soon, "last_failure", failure == null ? null : failure.at());
      }
    }

    private void requireStanding(StoredPeer.Standing standing) {
      requireBefore(now.plus(CLOCK_TOLERANCE), "penalty_at", standing.asOf());
      requireBefore(now.plus(LONGEST_BAN), "banned_until", standing.bannedUntil());
      if (standing.penalty() > MAX_PENALTY) {
        throw new IllegalArgumentException("penalty: more than 1000");
      }
    }
  }

  private static void requireBefore(Instant end, String field, @Nullable Instant time) {
    if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(end))) {
      throw new IllegalArgumentException(
          field + ": " + time + " is not between 1970 and " + end.truncatedTo(ChronoUnit.SECONDS));
    }
  }
}
