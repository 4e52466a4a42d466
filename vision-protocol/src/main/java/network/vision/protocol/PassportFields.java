package network.vision.protocol;

import java.util.ArrayList;
import java.util.List;

/** The fields of a passport while it is read. */
final class PassportFields {

  String nodeTag = "";
  String role = "";
  String network = "";
  long issuedAt;
  long expiresAt;
  int maxPeers;
  long minVersion;
  String guardianPublicKey = "";
  final List<Byte> signature = new ArrayList<>();

  Handshake.Passport build() {
    return new Handshake.Passport(
        nodeTag,
        role,
        network,
        issuedAt,
        expiresAt,
        maxPeers,
        minVersion,
        guardianPublicKey,
        signature);
  }
}
