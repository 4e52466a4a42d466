/**
 * The door of a node: everything that is bytes on a TCP connection.
 *
 * <p>Start with {@link network.vision.transport.Transport} (what can be asked) and {@link
 * network.vision.transport.TransportListener} (what is reported); {@link
 * network.vision.transport.TransportConfig} holds every deadline and cap. {@link
 * network.vision.transport.Knock} with a {@link network.vision.transport.Visitor} is the smallest
 * use of them.
 *
 * <p>How a connection travels: {@code ListeningSockets} accepts it into an {@code InboundDoor},
 * where it counts among the {@code UnfinishedHandshakes}; or the {@code Dialler} opens it into an
 * {@code OutboundDoor}, perhaps through the proxy of {@code Proxied}. {@code HandshakeDecoder}
 * reads the first frame; the door becomes a {@code Session}, which tells the listener. After the
 * answer {@code FrameDecoder} and {@code FrameEncoder} carry messages. {@code HttpRelay} takes what
 * starts with an HTTP verb, where one socket serves both.
 *
 * <p>Not here: with which version to dial, falling back, refusing, banning, choosing between
 * connections (the core, in gossip), and what the bytes mean (the protocol).
 */
package network.vision.transport;
