package network.vision.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Which peers {@code GET /p2p/peers} lists, in which order, and how many.
 *
 * @param state only these; null: all
 * @param bucket only these; null: all
 * @param port only this; null: all
 * @param role only this; null: all
 * @param isNonDefaultPort only peers at another port than the default
 * @param text part of a tag, id, address or role; null: all
 * @param order of the rows
 * @param isDescending the order turned round
 * @param offset rows left out at the start
 * @param limit 1–{@value #MAX_LIMIT} rows
 */
public record PeerFilter(
    @Nullable PeerState state,
    @Nullable PeerBucket bucket,
    @Nullable Integer port,
    @Nullable String role,
    boolean isNonDefaultPort,
    @Nullable String text,
    Order order,
    boolean isDescending,
    int offset,
    int limit) {

  /** Most rows of a page. */
  public static final int MAX_LIMIT = 5_000;

  /** Rows of a page unless asked otherwise. */
  public static final int DEFAULT_LIMIT = 1_000;

  /** The first page of all peers. */
  public static final PeerFilter ALL =
      new PeerFilter(null, null, null, null, false, null, Order.STATE, false, 0, DEFAULT_LIMIT);

  /** By what rows are sorted; unknown values come last. */
  public enum Order {
    /** Connected first, then by bucket and score. */
    STATE,
    IP,
    PORT,
    LAST_SEEN,
    LATENCY_MS,
    SCORE,
    NODE_TAG,
    TIER;

    /** The name in a query. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    private Comparator<PeerRow> comparator() {
      return switch (this) {
        case STATE ->
            Comparator.comparing(PeerRow::state)
                .thenComparing(PeerRow::bucket)
                .thenComparing(Comparator.comparingDouble(PeerRow::score).reversed());
        case IP -> Comparator.comparing(PeerRow::ip);
        case PORT -> Comparator.comparingInt(PeerRow::port);
        case LAST_SEEN ->
            Comparator.comparing(
                PeerRow::lastSeen, Comparator.nullsLast(Comparator.reverseOrder()));
        case LATENCY_MS ->
            Comparator.comparing(
                PeerRow::latencyMs, Comparator.nullsLast(Comparator.naturalOrder()));
        case SCORE -> Comparator.comparingDouble(PeerRow::score).reversed();
        case NODE_TAG ->
            Comparator.comparing(
                row -> row.nodeTag().isEmpty() ? null : row.nodeTag(),
                Comparator.nullsLast(Comparator.naturalOrder()));
        case TIER -> Comparator.comparing(PeerRow::tier);
      };
    }
  }

  private static final Comparator<PeerRow> BY_ADDRESS =
      Comparator.comparing(PeerRow::ip).thenComparingInt(PeerRow::port);

  /**
   * @throws IllegalArgumentException if offset or limit is out of range
   */
  public PeerFilter {
    if (offset < 0 || limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("offset is 0 or more, limit 1-" + MAX_LIMIT);
    }
  }

  /** The filter as the query of a URI; "" for {@link #ALL}. */
  public String toQuery() {
    StringJoiner query = new StringJoiner("&");
    add(query, "state", state);
    add(query, "bucket", bucket);
    add(query, "port", port);
    add(query, "role", role);
    add(query, "non_default_port", isNonDefaultPort ? "true" : null);
    add(query, "q", text);
    if (order != Order.STATE || isDescending) {
      add(query, "sort", (isDescending ? "-" : "") + order);
    }
    add(query, "offset", offset == 0 ? null : offset);
    add(query, "limit", limit == DEFAULT_LIMIT ? null : limit);
    return query.toString();
  }

  /** The order of the rows, the same each time. */
  Comparator<PeerRow> comparator() {
    Comparator<PeerRow> comparator =
        isDescending ? order.comparator().reversed() : order.comparator();
    return comparator.thenComparing(BY_ADDRESS);
  }

  /** Whether everybody passes. */
  boolean isOpen() {
    return state == null
        && bucket == null
        && port == null
        && role == null
        && !isNonDefaultPort
        && text == null;
  }

  boolean passes(PeerRow row) {
    return (state == null || row.state() == state)
        && (bucket == null || row.bucket() == bucket)
        && (port == null || row.port() == port)
        && (role == null || row.role().equals(role))
        && (!isNonDefaultPort || !row.isDefaultPort())
        && (text == null || contains(row, text.toLowerCase(Locale.ROOT)));
  }

  private static boolean contains(PeerRow row, String wanted) {
    String id = row.nodeId() == null ? "" : row.nodeId().text();
    String ip = row.ip().isIpv4() ? row.ip().toString() : "[" + row.ip() + "]";
    String all = row.nodeTag() + "\n" + id + "\n" + ip + ":" + row.port() + "\n" + row.role();
    return all.toLowerCase(Locale.ROOT).contains(wanted);
  }

  private static void add(StringJoiner query, String name, @Nullable Object value) {
    if (value != null) {
      query.add(name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    }
  }
}
