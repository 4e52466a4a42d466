package network.vision.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fields that the lines of a peer file have; see {@code docs/OPERATIONS.md}. */
enum PeerField {
  FORMAT,
  VERSION,
  FORGOTTEN,
  BANNED,
  TARGET,
  SINCE,
  UNTIL,
  BY_OPERATOR,
  REASON,
  PEER,
  TAG,
  ROLE,
  VISION_ADDRESS,
  USUAL,
  EBID,
  PROVEN_KEY,
  HANDSHAKE,
  HANDSHAKE_AT,
  PENALTY,
  PENALTY_AT,
  BANNED_UNTIL,
  ANCHOR,
  ADDRESSES,
  ADDRESS,
  PROVENANCE,
  HEARD_FROM,
  FIRST_HEARD,
  LAST_SUCCESS,
  LAST_FAILURE,
  FAILURE,
  ATTEMPTS,
  RECORD,
  PUBLIC_KEY,
  SEQ,
  SIGNATURE,
  /** The seal, which was looked at before. */
  CRC,
  /** One of a later release. */
  UNKNOWN;

  private static final List<PeerField> ALL = List.of(values());
  private static final KnownWords NAMES;
  private static final Map<String, PeerField> BY_NAME = new HashMap<>();

  // Without streams, which a process that reads its peers first of all would have to load.
  static {
    List<String> names = new ArrayList<>();
    for (PeerField field : ALL) {
      names.add(field.text());
      BY_NAME.put(field.text(), field);
    }
    NAMES = new KnownWords(names);
  }

  /** The field of that name. */
  static PeerField of(String name) {
    return BY_NAME.getOrDefault(name, UNKNOWN);
  }

  /** The field whose name, ASCII, stands from {@code from} to before {@code to}. */
  static PeerField of(byte[] bytes, int from, int to) {
    int number = NAMES.find(bytes, from, to);
    return number < 0
        ? of(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1))
        : ALL.get(number);
  }

  /** The name in the file. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
