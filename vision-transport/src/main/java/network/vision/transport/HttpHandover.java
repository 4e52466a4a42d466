package network.vision.transport;

import java.util.function.Predicate;
import network.vision.protocol.IpAddress;

/**
 * One socket for P2P and HTTP: connections that start with an HTTP verb are handed to an HTTP
 * server in this JVM.
 *
 * <p>The server listens on a Netty {@code LocalAddress}. The transport relays each connection to it
 * through a local channel whose own address tells whom it stands for: {@code
 * <remote>|<local>|<unique>}, the first two as {@code 192.0.2.1:7070} or {@code
 * [2001:db8::1]:7070}. From then on the connection is the server's: its deadlines, its limits.
 *
 * @param localAddress id of the server's {@code LocalAddress}
 * @param isAnsweredOn whether HTTP is answered on connections whose local IP is this one
 */
public record HttpHandover(String localAddress, Predicate<IpAddress> isAnsweredOn) {}
