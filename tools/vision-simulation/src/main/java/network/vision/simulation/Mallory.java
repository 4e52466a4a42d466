package network.vision.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import network.vision.gossip.DialFailure;
import network.vision.protocol.Decoded;
import network.vision.protocol.Handshake;
import network.vision.protocol.IpAddress;
import network.vision.protocol.Message;
import network.vision.protocol.PeerAddress;
import network.vision.protocol.Proof;

/**
 * An adversary: speaks the protocol well enough to be let in, and then says what her script wants.
 *
 * <p>She answers pings, so that silence does not give her away.
 */
final class Mallory implements Host {

  private final World world;
  private final PeerAddress listening;
  private final Mask mask;
  private final String challenge;
  private final Function<Message, List<Message>> script;
  private final List<Socket> sessions = new ArrayList<>();
  private int closed;

  /**
   * @param listening where she can be dialled
   * @param mask who she says she is
   * @param script what she answers to a message
   */
  Mallory(World world, PeerAddress listening, Mask mask, Function<Message, List<Message>> script) {
    this.world = world;
    this.listening = listening;
    this.mask = mask;
    this.script = script;
    this.challenge = Proof.newChallenge(world.chance());
    world.fabric().listen(listening, this);
  }

  /** One who answers nothing but pings. */
  static Mallory quiet(World world, PeerAddress listening, Mask mask) {
    return new Mallory(world, listening, mask, _ -> List.of());
  }

  @Override
  public String name() {
    return "mallory";
  }

  @Override
  public IpAddress ip() {
    return listening.ip();
  }

  @Override
  public boolean isUp() {
    return true;
  }

  /** Dials somebody. */
  void dial(PeerAddress victim) {
    world.fabric().dial(this, victim);
  }

  /** Says something to everybody who let her in. */
  void say(Message message) {
    for (Socket session : List.copyOf(sessions)) {
      world.fabric().send(session, world.fabric().wire().word(message));
    }
  }

  /** How many let her in and have not thrown her out. */
  int sessions() {
    return sessions.size();
  }

  /** How often she was thrown out, or not let in. */
  int closed() {
    return closed;
  }

  @Override
  public void opened(Socket socket) {
    hello(socket, mask.handshake(challenge, null));
  }

  @Override
  public void failed(Socket socket, DialFailure failure) {
    closed++;
  }

  @Override
  public void received(Socket socket, Parcel parcel) {
    switch (parcel) {
      case Parcel.Hello(_, Decoded.Accepted<Handshake>(var theirs)) -> greeted(socket, theirs);
      case Parcel.Word(Decoded.Accepted<Message>(var message)) -> heard(socket, message);
      case Parcel.Hello _, Parcel.Word _ -> {}
      case Parcel.End _, Parcel.Reset _ -> {
        sessions.remove(socket);
        socket.close();
        closed++;
      }
    }
  }

  private void greeted(Socket socket, Handshake theirs) {
    boolean isAnswer = socket.isDialler();
    if (!isAnswer) {
      hello(
          socket, mask.handshake(challenge, mask.isProving() ? mask.listenersProof(theirs) : null));
    } else if (mask.isProving()) {
      answer(socket, new Message.ProofOfKey(mask.diallersProof(theirs)));
    }
    sessions.add(socket);
  }

  private void heard(Socket socket, Message message) {
    if (message instanceof Message.Ping(long timestamp)) {
      answer(socket, new Message.Pong(timestamp));
    }
    script.apply(message).forEach(said -> answer(socket, said));
  }

  private void hello(Socket socket, Handshake handshake) {
    world.fabric().send(socket, world.fabric().wire().hello(mask.version(), handshake));
  }

  private void answer(Socket socket, Message message) {
    world.fabric().send(socket, world.fabric().wire().word(message));
  }
}
