package network.vision.api;

import java.util.Locale;

/** Why a client of the server did not get what it wanted, beyond what its request itself is. */
public enum ApiRefusal {
  /** There are too many connections, of this client or in all. */
  CONNECTIONS,
  /** Its requests come too fast. */
  RATE,
  /** It sends requests without waiting for answers. */
  FLOOD,
  /** There are too many event streams. */
  STREAMS,
  /** It takes too long to send a request, or to read what it asked for. */
  SLOW,
  /** It calls the node by a name that the node does not have. */
  HOST,
  /** It is a page of another site. */
  ORIGIN,
  /** It is not of this machine. */
  REMOTE,
  /** It wants to change something without the token. */
  TOKEN;

  /** As metrics show it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
