package network.vision.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import network.vision.protocol.HandshakeCodec;
import network.vision.protocol.HandshakeVersion;
import network.vision.protocol.Message;
import network.vision.protocol.MessageCodec;
import network.vision.protocol.PeerAddress;

/** A peer made of a socket, who does as the test says. */
final class RawPeer implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  RawPeer(PeerAddress address) {
    try {
      socket = new Socket(address.ip().toInetAddress(), address.port());
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(String ascii) {
    send(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  void send(Message message) {
    byte[] json = MessageCodec.encode(message);
    send(ByteBuffer.allocate(4 + json.length).putInt(json.length).put(json).array());
  }

  /** Says a handshake and waits for the whole answer. */
  void shakeHands(HandshakeVersion version) {
    introduce(version);
    byte[] header = receive(HandshakeCodec.HEADER_BYTES);
    receive(((header[10] & 0xff) << 8) | (header[11] & 0xff));
  }

  void introduce(HandshakeVersion version) {
    send(HandshakeCodec.encode(version, Peers.ALICE));
  }

  byte[] receive(int bytes) {
    try {
      byte[] received = new byte[bytes];
      new DataInputStream(socket.getInputStream()).readFully(received);
      return received;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that comes until the other side closes; a reset ends it too. */
  String receiveAll() {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }

  PeerAddress localAddress() {
    return PeerAddress.of((InetSocketAddress) socket.getLocalSocketAddress());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
