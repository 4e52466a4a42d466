package network.vision.benchmark;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import network.vision.gossip.Gossip;
import network.vision.gossip.KnownStanding;
import network.vision.gossip.Now;
import network.vision.gossip.Provenance;
import network.vision.protocol.IpAddress;
import network.vision.protocol.NodeId;
import network.vision.protocol.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * The core's address book, opened by name: the core shows it to nobody, and this is no reason to.
 *
 * <p>Works on the class path only, where packages have no walls. The handles are constants, so the
 * compiler sees through them and they cost nothing.
 */
final class Book {

  private static final int NEW_BUCKETS = 1_024;
  private static final int TRIED_BUCKETS = 256;

  private static final Class<?> BOOK = type("AddressBook");
  private static final Class<?> ENTRY = type("BookAddress");
  private static final Class<?> POLICY = type("AddressPolicy");

  private static final MethodHandle NEW_POLICY =
      constructor(POLICY, boolean.class, List.class).asType(generic(2));
  private static final MethodHandle NEW_BOOK =
      constructor(BOOK, POLICY, int.class, int.class, RandomGenerator.class).asType(generic(4));
  private static final MethodHandle ENTER =
      method(
              "enter",
              ENTRY,
              Now.class,
              NodeId.class,
              PeerAddress.class,
              Provenance.class,
              IpAddress.class,
              long.class)
          .asType(
              MethodType.methodType(
                  Object.class,
                  Object.class,
                  Now.class,
                  NodeId.class,
                  PeerAddress.class,
                  Provenance.class,
                  IpAddress.class,
                  long.class));
  private static final MethodHandle REACHED =
      method("reached", void.class, Now.class, ENTRY, NodeId.class)
          .asType(
              MethodType.methodType(
                  void.class, Object.class, Now.class, Object.class, NodeId.class));
  private static final MethodHandle DRAW_NEW = draw("drawNew");
  private static final MethodHandle DRAW_TRIED = draw("drawTried");
  private static final MethodHandle SIZE = count("size");
  private static final MethodHandle TRIED = count("triedCount");
  private static final MethodHandle TAKE_CHANGES =
      method("takeChanges", List.class, Function.class)
          .asType(MethodType.methodType(Object.class, Object.class, Function.class));

  private final Object book;

  /** An empty one of the default size. */
  Book(RandomGenerator random) {
    try {
      Object policy = NEW_POLICY.invokeExact((Object) false, (Object) List.of());
      book =
          NEW_BOOK.invokeExact(
              policy, (Object) NEW_BUCKETS, (Object) TRIED_BUCKETS, (Object) random);
    } catch (Throwable e) {
      throw new IllegalStateException("the book cannot be made", e);
    }
  }

  /** Enters what {@code source} says; null: there is no room for it. */
  @Nullable Object enter(Now now, NodeId id, PeerAddress address, IpAddress source) {
    try {
      return ENTER.invokeExact(
          book, now, id, address, Provenance.GOSSIP, source, now.wall().getEpochSecond());
    } catch (Throwable e) {
      throw new IllegalStateException("the book takes nothing", e);
    }
  }

  /** Moves an entry to the tried half. */
  void reached(Now now, Object entry, NodeId id) {
    try {
      REACHED.invokeExact(book, now, entry, id);
    } catch (Throwable e) {
      throw new IllegalStateException("the book moves nothing", e);
    }
  }

  /** Draws from one half. */
  @Nullable Object draw(boolean isTried, RandomGenerator random) {
    try {
      return isTried ? DRAW_TRIED.invokeExact(book, random) : DRAW_NEW.invokeExact(book, random);
    } catch (Throwable e) {
      throw new IllegalStateException("the book gives nothing", e);
    }
  }

  /** Addresses in it. */
  int size() {
    return number(SIZE);
  }

  /** Of these, in the tried half. */
  int tried() {
    return number(TRIED);
  }

  /** What it wants stored; it forgets that it wanted it. */
  Object takeChanges() {
    Function<NodeId, KnownStanding> standing = _ -> KnownStanding.BLAMELESS;
    try {
      return TAKE_CHANGES.invokeExact(book, standing);
    } catch (Throwable e) {
      throw new IllegalStateException("the book stores nothing", e);
    }
  }

  private int number(MethodHandle handle) {
    try {
      return (int) handle.invokeExact(book);
    } catch (Throwable e) {
      throw new IllegalStateException("the book does not count", e);
    }
  }

  private static MethodHandle draw(String name) {
    return method(name, ENTRY, RandomGenerator.class)
        .asType(MethodType.methodType(Object.class, Object.class, RandomGenerator.class));
  }

  private static MethodHandle count(String name) {
    return method(name, int.class).asType(MethodType.methodType(int.class, Object.class));
  }

  private static MethodType generic(int arguments) {
    return MethodType.genericMethodType(arguments);
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(Gossip.class.getPackageName() + "." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the core has no " + name, e);
    }
  }

  private static MethodHandle method(String name, Class<?> result, Class<?>... arguments) {
    try {
      return door(BOOK).findVirtual(BOOK, name, MethodType.methodType(result, arguments));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the book has no " + name, e);
    }
  }

  private static MethodHandle constructor(Class<?> type, Class<?>... arguments) {
    try {
      return door(type).findConstructor(type, MethodType.methodType(void.class, arguments));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no " + type.getSimpleName() + " can be made so", e);
    }
  }

  private static MethodHandles.Lookup door(Class<?> type) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(Objects.requireNonNull(type), MethodHandles.lookup());
  }
}
