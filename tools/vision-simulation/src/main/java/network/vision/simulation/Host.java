package network.vision.simulation;

import network.vision.gossip.DialFailure;
import network.vision.protocol.IpAddress;

/** Somebody who lives in the network: a node that runs the real core, or an adversary. */
interface Host {

  /** For people. */
  String name();

  /** Where it lives; behind a NAT box that is inside the box. */
  IpAddress ip();

  /** Whether its machine answers at all. */
  boolean isUp();

  /** A dial of ours has reached a listener, which waits for our handshake. */
  void opened(Socket socket);

  /** A dial of ours has come to nothing. */
  void failed(Socket socket, DialFailure failure);

  /** Something has come. */
  void received(Socket socket, Parcel parcel);
}
