package network.vision.store;

import java.time.Instant;
import network.vision.protocol.IpAddress;
import org.jspecify.annotations.Nullable;

/** Gathers the fields of one address in a line of a peer file, for {@link PeerReader}. */
final class AddressReader {

  private static final String PORT_ASSUMED = "default";

  private SeedFile.@Nullable Seed place;
  private String provenance = "";
  private @Nullable IpAddress heardFrom;
  private Instant firstHeard = Instant.EPOCH;
  private @Nullable Instant lastSuccess;
  private @Nullable Instant lastFailure;
  private String failure = "unknown";
  private int attempts;

  /**
   * @throws IllegalArgumentException naming what is wrong
   */
  static StoredAddress read(Fields in) {
    AddressReader reader = new AddressReader();
    in.object();
    while (in.nextField()) {
      reader.readField(in.field(), in);
    }
    return reader.address();
  }

  private StoredAddress address() {
    if (place == null) {
      throw new IllegalArgumentException("address: missing");
    }
    return new StoredAddress(
        place.address(),
        new StoredAddress.Origin(
            place.isPortStated() ? provenance : PORT_ASSUMED, heardFrom, firstHeard),
        history());
  }

  private StoredAddress.History history() {
    return lastSuccess == null && lastFailure == null && attempts == 0
        ? StoredAddress.History.NONE
        : new StoredAddress.History(
            lastSuccess,
            lastFailure == null ? null : new StoredAddress.Failure(lastFailure, failure),
            attempts);
  }

  private void readField(PeerField field, Fields in) {
    switch (field) {
      case ADDRESS -> place = in.text(SeedFile.Seed::parse);
      case PROVENANCE -> provenance = in.word();
      case HEARD_FROM -> heardFrom = in.text(IpAddress::parse);
      case FIRST_HEARD, LAST_SUCCESS, LAST_FAILURE -> readTime(field, in.time());
      case FAILURE -> failure = in.word();
      case ATTEMPTS -> attempts = in.integer(0, Integer.MAX_VALUE);
      default -> in.skip();
    }
  }

  private void readTime(PeerField field, Instant time) {
    if (field == PeerField.FIRST_HEARD) {
      firstHeard = time;
    } else if (field == PeerField.LAST_SUCCESS) {
      lastSuccess = time;
    } else {
      lastFailure = time;
    }
  }

  private AddressReader() {}
}
