package network.vision.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.vision.protocol.AddressScope;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerRecord;
import network.vision.protocol.PublicKey;

/**
 * Merges the lines of a {@link PeerExport} into a store. Every line is judged by itself; a refused
 * one is said with its number and changes nothing.
 *
 * <p>Trusts a line less than the store trusts its own file: a key or a record that is not the
 * peer's, and an address that no host can have, are refused.
 *
 * @param added peers that were not known
 * @param merged peers that were known
 * @param refusedLines how many lines were refused
 * @param refused those lines, the first thousand of them
 */
public record PeerImport(int added, int merged, long refusedLines, List<RefusedLine> refused) {

  private static final Duration FLUSH_LIMIT = Duration.ofMinutes(1);
  private static final int FLUSH_EVERY = 50_000;

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
   * @throws IOException if the lines cannot be read, or the disk did not take the peers within a
   *     minute
   */
  public static PeerImport run(PeerStore store, LoadedPeers known, InputStream lines)
      throws IOException, InterruptedException {
    Run run = new Run(store, known);
    run.readAll(new BufferedInputStream(lines));
    run.flush();
    return new PeerImport(run.added, run.merged, run.refusedLines, run.refused);
  }

  /** One import under way. */
  private static final class Run {

    private final PeerStore store;
    private final Map<String, StoredPeer> known = new HashMap<>();
    private final List<RefusedLine> refused = new ArrayList<>();
    private long refusedLines;
    private int added;
    private int merged;

    Run(PeerStore store, LoadedPeers loaded) {
      this.store = store;
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
  }

  private static void requireOwnWord(StoredPeer peer) {
    NodeId nodeId = peer.nodeId();
    PublicKey key = peer.provenKey();
    if (key != null && !key.nodeId().equals(nodeId)) {
      throw new IllegalArgumentException("proven_key: not the key of this peer");
    }
    PeerRecord record = peer.claims().record();
    if (record != null && !record.nodeId().equals(nodeId)) {
      throw new IllegalArgumentException("record: not of this peer");
    }
    for (StoredAddress stored : peer.addresses()) {
      if (AddressScope.of(stored.address().ip()) == AddressScope.UNUSABLE) {
        throw new IllegalArgumentException(
            "address: " + stored.address() + " is the address of no host");
      }
    }
  }
}
