/**
 * The language of the Vision network: who a node is, where it is, what it says, and the bytes of
 * it.
 *
 * <p>Start with {@link network.vision.protocol.PeerAddress} and {@link
 * network.vision.protocol.NodeId}, then {@link network.vision.protocol.Handshake} and {@link
 * network.vision.protocol.Message}. Bytes go in and out through {@link
 * network.vision.protocol.HandshakeCodec} and {@link network.vision.protocol.MessageCodec}; what a
 * peer got wrong comes back as {@link network.vision.protocol.Decoded.Refused}, never as an
 * exception. Every bound is in {@link network.vision.protocol.Limits}.
 *
 * <p>Not here: sockets and frame lengths (the transport), and whom to believe (the core, in
 * gossip).
 */
package network.vision.protocol;
