/**
 * What the outside sees of a node: HTTP API, event stream, dashboard, and the client of the same
 * endpoints.
 *
 * <p>Start with {@link network.vision.api.ApiServer}, then the two doors to the node, {@link
 * network.vision.api.NodeQueries} and {@link network.vision.api.NodeCommands}, which the app
 * implements. A request comes in over a socket, or over an in-JVM connection that the transport
 * relays; it passes {@code Clients} (how much) and {@code Guard} (who), {@code Router} finds its
 * route, the route asks the node through one of the doors, and the answer goes out as JSON made
 * from the records of this package. {@link network.vision.api.EventLog} is what event streams are
 * fed from.
 *
 * <p>Not here: what the node decides (the core, in gossip), what a metric means (the app), the
 * words of the log (the app).
 */
package network.vision.api;
