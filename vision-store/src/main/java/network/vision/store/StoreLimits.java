package network.vision.store;

import java.time.Duration;

/** Every bound of the store, in one place. */
public final class StoreLimits {

  /** Most addresses kept for one peer. */
  public static final int MAX_ADDRESSES_PER_PEER = 32;

  /**
   * Most changes that wait for the disk; while it fails, changes of further peers are not
   * remembered.
   */
  public static final int MAX_WAITING_CHANGES = 250_000;

  /** How long a change waits for others, so that one write serves them all. */
  static final Duration WRITE_DELAY = Duration.ofMillis(100);

  /** First pause after a failed write; each further one doubles it. */
  static final Duration FIRST_RETRY = Duration.ofMillis(500);

  /** Longest pause after a failed write. */
  static final Duration LAST_RETRY = Duration.ofSeconds(30);

  /** Longest line of a peer file, with its newline. */
  static final int MAX_LINE_BYTES = 64 * 1024;

  /** How much of a peer file is read; what lies beyond is kept aside unread. */
  static final long MAX_FILE_BYTES = 1L << 30;

  /** Up to this size a peer file is never rewritten for what it wastes. */
  static final long SMALL_FILE_BYTES = 64 * 1024;

  /** What a disk that fails gives back as a whole or not at all. */
  static final int PIECE_BYTES = 4096;

  /** How much is encoded before it is written. */
  static final int WRITE_BYTES = 4 * 1024 * 1024;

  /** Most damaged places that a report lists; all are counted. */
  static final int MAX_LISTED_DAMAGES = 100;

  /** Most files of damaged lines that are kept; the oldest go first. */
  static final int MAX_FILES_ASIDE = 8;

  /** Most damaged bytes that are kept of one opening. */
  static final long MAX_BYTES_ASIDE = 64L << 20;

  /** Largest file of one text: identity, token, sequence. */
  static final int MAX_TEXT_FILE_BYTES = 4096;

  /** Largest seed file that is read. */
  static final int MAX_SEED_FILE_BYTES = 1024 * 1024;

  /** Most peers taken from a seed file. */
  static final int MAX_SEEDS = 10_000;

  /** Most refusals that a report lists one by one; all are counted. */
  static final int MAX_LISTED_REFUSALS = 1000;

  private StoreLimits() {}
}
