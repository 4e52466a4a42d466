package network.vision.benchmark;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The clients of all servers: plain sockets that close with a reset, so that no port waits. */
final class Clients {

  private static final int AT_ONCE = 16;
  private static final int IN_FLIGHT = 512;

  /** Connects, shakes hands and leaves, so many times; how many times a second. */
  static double shakeHands(int port, int count) throws Exception {
    byte[] ours = Talk.handshake();
    long start = System.nanoTime();
    try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        done.add(
            clients.submit(() -> {
              for (int j = 0; j < count / AT_ONCE; j++) {
                connect(port, ours).close();
              }
              return null;
            }));
      }
      for (Future<?> one : done) {
        one.get();
      }
    }
    return count / seconds(start);
  }

  /**
   * Sends so many pings with up to {@value #IN_FLIGHT} in flight and waits for their pongs; how
   * many a second.
   */
  static double talk(int port, int count) throws Exception {
    byte[] ping = Talk.frame(Talk.PING);
    byte[] burst = new byte[ping.length * IN_FLIGHT / 2];
    for (int i = 0; i < burst.length; i += ping.length) {
      System.arraycopy(ping, 0, burst, i, ping.length);
    }
    try (Socket socket = connect(port, Talk.handshake())) {
      OutputStream out = socket.getOutputStream();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answers = new byte[burst.length];
      long start = System.nanoTime();
      out.write(burst);
      for (int sent = IN_FLIGHT / 2; sent < count; sent += IN_FLIGHT / 2) {
        out.write(burst);
        in.readFully(answers);
      }
      in.readFully(answers);
      return count / seconds(start);
    }
  }

  /** Another process that holds connections open; closing it ends them. */
  static AutoCloseable holdElsewhere(int port) throws IOException {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TransportBenchmark.class.getName(),
                "hold",
                String.valueOf(port))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (holder.getInputStream().read() < 0) {
      throw new IOException("the clients did not start");
    }
    return () -> {
      holder.getOutputStream().close();
      holder.waitFor();
    };
  }

  /**
   * Opens {@code count} connections, says so with one byte, and holds them until its input ends.
   */
  static void hold(int port, int count) throws IOException {
    byte[] ours = Talk.handshake();
    List<SocketChannel> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SocketChannel socket = SocketChannel.open(address(port));
      socket.write(ByteBuffer.wrap(ours));
      readHandshake(socket.socket().getInputStream());
      held.add(socket);
    }
    System.out.write('.');
    System.out.flush();
    while (System.in.read() >= 0) {}
    for (SocketChannel socket : held) {
      socket.close();
    }
  }

  private static Socket connect(int port, byte[] handshake) {
    try {
      Socket socket = new Socket();
      socket.setSoLinger(true, 0);
      socket.setTcpNoDelay(true);
      socket.connect(address(port));
      socket.getOutputStream().write(handshake);
      readHandshake(socket.getInputStream());
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readHandshake(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    byte[] header = new byte[12];
    in.readFully(header);
    in.readFully(new byte[((header[10] & 0xff) << 8) | (header[11] & 0xff)]);
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private Clients() {}
}
