package network.vision.gossip;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * The entries of the book, each found by its address: one array with linear probing, because the
 * node that a {@code HashMap} has for each entry is a twelfth of what an address costs in all.
 *
 * <p>Strangers choose the addresses, so the hash is keyed: nobody can have many of them meet in one
 * place. Owner: the loop thread, through {@link AddressBook}. Source: Knuth, "The Art of Computer
 * Programming" 6.4, algorithms L and R.
 */
final class AddressIndex extends AbstractCollection<BookAddress> {

  private static final int FIRST_CAPACITY = 16;

  private final KeyedHash hash;

  /** A power of two long, at most three quarters full. */
  private @Nullable BookAddress[] table = new BookAddress[FIRST_CAPACITY];

  private int size;

  AddressIndex(RandomGenerator random) {
    this.hash = KeyedHash.drawn(random);
  }

  @Nullable BookAddress at(PeerAddress address) {
    return table[place(address)];
  }

  /** Adds an entry whose address is not there yet. */
  void put(BookAddress entry) {
    if (4 * (size + 1) > 3 * table.length) {
      grow();
    }
    table[place(entry.address)] = entry;
    size++;
  }

  /** Takes out the entry of {@code address}, if there is one. */
  void take(PeerAddress address) {
    int hole = place(address);
    if (table[hole] == null) {
      return;
    }
    int i = next(hole);
    for (BookAddress moved = table[i]; moved != null; moved = table[i]) {
      if (distance(home(moved.address), i) >= distance(hole, i)) {
        table[hole] = moved;
        hole = i;
      }
      i = next(i);
    }
    table[hole] = null;
    size--;
  }

  @Override
  public int size() {
    return size;
  }

  /** In no order that anybody could choose. */
  @Override
  public Iterator<BookAddress> iterator() {
    return new Entries(table);
  }

  /** All entries of a table that does not change meanwhile. */
  private static final class Entries implements Iterator<BookAddress> {

    private final @Nullable BookAddress[] table;
    private int at;

    Entries(@Nullable BookAddress[] table) {
      this.table = table;
    }

    @Override
    public boolean hasNext() {
      while (at < table.length && table[at] == null) {
        at++;
      }
      return at < table.length;
    }

    @Override
    public BookAddress next() {
      BookAddress entry = hasNext() ? table[at++] : null;
      if (entry == null) {
        throw new NoSuchElementException();
      }
      return entry;
    }
  }

  private void grow() {
    @Nullable BookAddress[] before = table;
    table = new BookAddress[2 * before.length];
    for (BookAddress entry : before) {
      if (entry != null) {
        table[place(entry.address)] = entry;
      }
    }
  }

  /** Where {@code address} is, or would be. */
  private int place(PeerAddress address) {
    int i = home(address);
    for (BookAddress entry = table[i]; entry != null; entry = table[i]) {
      if (entry.address.equals(address)) {
        return i;
      }
      i = next(i);
    }
    return i;
  }

  private int home(PeerAddress address) {
    long bits = hash.hash(address.ip().high(), address.ip().low(), address.port());
    return (int) bits & (table.length - 1);
  }

  private int next(int i) {
    return (i + 1) & (table.length - 1);
  }

  private int distance(int from, int to) {
    return (to - from) & (table.length - 1);
  }
}
