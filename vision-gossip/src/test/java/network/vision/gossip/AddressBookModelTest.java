package network.vision.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import network.vision.protocol.Identity;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.PeerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The book beside a plain map that knows nothing of halves, buckets and slots. What the book holds,
 * the map holds with the same history; what the book gave up, it had leave to give up.
 */
class AddressBookModelTest {

  private static final int STEPS = 10_000;
  private static final int PEERS = 60;
  private static final int ADDRESSES = 500;
  private static final int MOVERS = 6;
  private static final long DAY_SECONDS = 24 * 3600;
  private static final long MONTH_SECONDS = 30 * DAY_SECONDS;
  private static final String GENESIS = "52".repeat(32);

  /** What the plain map keeps of an address. */
  private static final class Plain {
    NodeId owner;
    long heard;
    long success = BookAddress.NEVER;
    long failure = BookAddress.NEVER;
    int attempts;

    boolean isReached() {
      return success != BookAddress.NEVER;
    }

    boolean isHopeless(long seconds) {
      long lastTry = Math.max(failure, success);
      if (lastTry != BookAddress.NEVER && seconds - lastTry < 60) {
        return false;
      }
      return isReached()
          ? attempts >= 10 && seconds - success > 7 * DAY_SECONDS
          : attempts >= 3 || seconds - heard > MONTH_SECONDS;
    }
  }

  private final AddressPolicy policy = new AddressPolicy(false, List.of());
  private final Outbox out = new Outbox();
  private final Map<PeerAddress, Plain> model = new HashMap<>();
  private final List<Identity> movers = new ArrayList<>();
  private SplittableRandom random;
  private AddressBook book;
  private Claims claims;
  private long seconds = TestNetwork.T0.getEpochSecond();
  private long sequence;

  /** What the operation under way may take from the book beyond what is hopeless. */
  private final Set<NodeId> owners = new HashSet<>();

  private boolean isOwnWord;
  private PeerAddress tested;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theBookHoldsWhatAPlainMapHolds(long seed) {
    random = new SplittableRandom(seed);
    book = new AddressBook(policy, 4, 2, random);
    claims = new Claims(GENESIS, book, policy, out);
    for (int i = 0; i < MOVERS; i++) {
      byte[] secret = new byte[Identity.SECRET_BYTES];
      random.nextBytes(secret);
      movers.add(Identity.of(secret));
    }
    for (int i = 0; i < STEPS; i++) {
      owners.clear();
      isOwnWord = false;
      tested = null;
      seconds += random.nextInt(200);
      happen(random.nextInt(100));
      compare();
    }
    assertThat(book.size()).isGreaterThan(50);
    assertThat(book.triedCount()).isPositive();
  }

  private void happen(int what) {
    if (what < 40) {
      hear(somebody(), IpAddress.ofIpv4(random.nextInt(1 << 24)));
    } else if (what < 45) {
      hear(somebody(), null);
    } else if (what < 65) {
      reach(somebody());
    } else if (what < 90) {
      fail();
    } else if (what < 94) {
      move(movers.get(random.nextInt(MOVERS)));
    } else if (what < 97) {
      seconds += random.nextLong(2 * DAY_SECONDS);
    } else if (what < 99) {
      book.forgetHopeless(now(), peer -> false);
      assertThat(book.addresses()).noneMatch(entry -> model.get(entry.address).isHopeless(seconds));
    } else {
      restore();
    }
  }

  private void hear(NodeId id, IpAddress speaker) {
    isOwnWord = speaker == null;
    PeerAddress address = somewhere();
    if (id != null) {
      owners.add(id);
    }
    BookAddress entry = book.enter(now(), id, address, Provenance.GOSSIP, speaker, seconds);
    if (entry == null) {
      assertThat(model).as("a known address is never refused").doesNotContainKey(address);
      return;
    }
    Plain plain = model.computeIfAbsent(address, _ -> new Plain());
    plain.heard = seconds;
    if (plain.owner == null) {
      plain.owner = id;
    }
  }

  private void reach(NodeId id) {
    BookAddress entry = book.at(somewhere()).orElse(null);
    if (entry == null || id == null) {
      return;
    }
    owners.add(id);
    book.reached(now(), entry, id);
    Plain plain = model.get(entry.address);
    plain.owner = id;
    plain.success = seconds;
    plain.heard = seconds;
    plain.attempts = 0;
  }

  private void fail() {
    BookAddress entry = book.at(somewhere()).orElse(null);
    if (entry == null) {
      return;
    }
    tested = entry.address;
    isOwnWord = entry.heardFrom == null;
    book.failed(now(), entry, DialFailure.TIMEOUT, 1);
    Plain plain = model.get(entry.address);
    plain.failure = seconds;
    plain.attempts++;
  }

  /** A peer's record names another address, and a dial there works. */
  private void move(Identity mover) {
    PeerAddress to = somewhere();
    if (model.containsKey(to)) {
      return;
    }
    owners.add(mover.nodeId());
    isOwnWord = true;
    PeerRecord record = PeerRecord.sign(mover, GENESIS, ++sequence, List.of(to));
    Claims.Verdict verdict = claims.record(now(), record, IpAddress.ofIpv4(random.nextInt()));
    BookAddress entry = book.at(to).orElse(null);
    if (entry == null) {
      assertThat(verdict).isEqualTo(Claims.Verdict.IGNORED);
      return;
    }
    Plain plain = new Plain();
    plain.owner = mover.nodeId();
    plain.heard = seconds;
    model.put(to, plain);
    if (verdict == Claims.Verdict.CHANGED) {
      book.reached(now(), entry, mover.nodeId());
      plain.success = seconds;
      claims.settle(now(), entry.peer);
      assertThat(book.peer(mover.nodeId()).orElseThrow().addresses).containsExactly(entry);
    }
  }

  /** A larger book that is given what this one stored holds all of it. */
  private void restore() {
    AddressBook larger = new AddressBook(policy, 1_024, 256, random);
    book.peers().forEach(peer -> larger.restore(now(), peer.toKnown(KnownStanding.BLAMELESS)));
    assertThat(larger.size()).isEqualTo(book.size());
    for (BookAddress entry : book.addresses()) {
      assertThat(larger.at(entry.address).orElseThrow().toKnown()).isEqualTo(entry.toKnown());
    }
  }

  private void compare() {
    for (BookAddress entry : book.addresses()) {
      if (!isAlike(entry, model.get(entry.address))) {
        throw new AssertionError(entry + what());
      }
    }
    if (model.size() == book.size()) {
      return;
    }
    model
        .entrySet()
        .removeIf(gone -> {
          boolean isGone = book.at(gone.getKey()).isEmpty();
          assertThat(!isGone || mayGo(gone.getKey(), gone.getValue()))
              .as(gone.getKey() + what())
              .isTrue();
          return isGone;
        });
  }

  private static boolean isAlike(BookAddress entry, Plain plain) {
    return plain != null
        && Objects.equals(entry.peer.nodeId, plain.owner)
        && entry.peer.addresses.contains(entry)
        && entry.peer.addresses.size() <= BookPeer.MAX_ADDRESSES
        && entry.lastSuccessSeconds == plain.success
        && entry.failures.lastSeconds() == plain.failure
        && entry.failures.inARow() == plain.attempts
        && entry.slot >= 0;
  }

  private String what() {
    return ": while " + owners + " spoke, own word " + isOwnWord + ", tested " + tested;
  }

  private boolean mayGo(PeerAddress address, Plain plain) {
    return plain.isHopeless(seconds)
        || owners.contains(plain.owner)
        || address.equals(tested)
        || (isOwnWord && !plain.isReached());
  }

  private NodeId somebody() {
    int number = random.nextInt(PEERS + PEERS / 4);
    return number < PEERS ? new NodeId("n" + number) : null;
  }

  private PeerAddress somewhere() {
    int number = random.nextInt(ADDRESSES);
    return new PeerAddress(IpAddress.ofIpv4(0x08000000 + (number << 14)), 7_000 + number);
  }

  private Now now() {
    return new Now(seconds * 1_000, Instant.ofEpochSecond(seconds));
  }
}
