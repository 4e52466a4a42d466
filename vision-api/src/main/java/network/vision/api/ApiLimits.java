package network.vision.api;

import java.time.Duration;

/**
 * Every bound of the server, so that no client costs more than it should.
 *
 * @param maxBodyBytes of a request
 * @param maxHeaderBytes of a request, all headers together
 * @param maxUriBytes of a request's first line
 * @param maxConnections in all
 * @param maxConnectionsPerClient from one IPv4 address or IPv6 /64
 * @param requestsPerSecond from one IPv4 address or IPv6 /64, with a burst of twice as many
 * @param maxEventStreams in all; a client has at most a quarter of them
 * @param requestDeadline for a request to arrive whole, from its first byte
 * @param idleDeadline for the next request of a connection
 * @param answerDeadline for the node to answer the server
 * @param writeDeadline for a client to take what is sent to it
 * @param viewLifetime how old what is answered may be; so long one view serves all who ask
 */
public record ApiLimits(
    int maxBodyBytes,
    int maxHeaderBytes,
    int maxUriBytes,
    int maxConnections,
    int maxConnectionsPerClient,
    int requestsPerSecond,
    int maxEventStreams,
    Duration requestDeadline,
    Duration idleDeadline,
    Duration answerDeadline,
    Duration writeDeadline,
    Duration viewLifetime) {

  /** What a node uses unless told otherwise. */
  public static final ApiLimits STANDARD =
      new ApiLimits(
          16 * 1024,
          8 * 1024,
          4 * 1024,
          256,
          64,
          200,
          32,
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofMillis(300));

  /**
   * @throws IllegalArgumentException if a number is not positive
   */
  public ApiLimits {
    int smallest =
        Math.min(
            Math.min(Math.min(maxBodyBytes, maxHeaderBytes), Math.min(maxUriBytes, maxConnections)),
            Math.min(Math.min(maxConnectionsPerClient, requestsPerSecond), maxEventStreams));
    if (smallest < 1) {
      throw new IllegalArgumentException("every limit of the API is at least 1");
    }
  }

  /** The same with another rate. */
  public ApiLimits withRequestsPerSecond(int requests) {
    return new ApiLimits(
        maxBodyBytes,
        maxHeaderBytes,
        maxUriBytes,
        maxConnections,
        maxConnectionsPerClient,
        requests,
        maxEventStreams,
        requestDeadline,
        idleDeadline,
        answerDeadline,
        writeDeadline,
        viewLifetime);
  }
}
