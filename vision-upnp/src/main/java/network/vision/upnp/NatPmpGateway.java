package network.vision.upnp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import network.vision.upnp.Gateway.Answer.Denied;
import network.vision.upnp.Gateway.Answer.Granted;
import network.vision.upnp.NatPmpMessage.Reply;
import network.vision.upnp.http.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A router asked by the NAT Port Mapping Protocol.
 *
 * <p>A mapping is checked by asking for it again, which renews it; whether the router had forgotten
 * shows in its {@link Epoch}. Source: RFC 6886.
 */
final class NatPmpGateway implements Gateway {

  private final PortControl control;
  private final MappingConfig config;
  private final Epoch epoch = new Epoch(true);
  private final Map<Integer, Integer> externalPorts = new HashMap<>();
  private Router router;

  NatPmpGateway(PortControl control, MappingConfig config) {
    this.control = control;
    this.config = config;
    this.router = new Router(MappingProtocol.NAT_PMP, control.routerAddress(), "", null);
  }

  @Override
  public Router router() {
    return router;
  }

  @Override
  public Router look() throws IOException {
    Reply reply =
        ask(
            NatPmpMessage.addressRequest(),
            NatPmpMessage::isAboutAddress,
            Deadline.in(config.answerTime()));
    router = router.at(address(reply));
    return router;
  }

  @Override
  public Answer keep(int port) throws IOException {
    int wished = externalPorts.computeIfAbsent(port, p -> p);
    byte[] question = NatPmpMessage.mapRequest(port, wished, config.lease().toSeconds());
    Reply reply = askForPort(question, port, Deadline.in(config.answerTime()));
    if (!(reply instanceof Reply.Mapping mapping)) {
      externalPorts.remove(port);
      epoch.forget(port);
      return new Denied(reply.result(), NatPmpMessage.resultName(reply.result()));
    }
    if (!PeerAddress.isPort(mapping.externalPort()) || mapping.lifetimeSeconds() == 0) {
      throw new IOException(control.routerAddress() + " assigns a port that is none");
    }
    externalPorts.put(port, mapping.externalPort());
    Lease lease = Lease.granted(mapping.lifetimeSeconds(), config);
    return new Granted(mapping.externalPort(), lease, epoch.isNew(port));
  }

  @Override
  public boolean remove(int port, Deadline deadline) throws IOException {
    if (!externalPorts.containsKey(port)) {
      return true;
    }
    Reply reply = askForPort(NatPmpMessage.mapRequest(port, 0, 0), port, deadline);
    externalPorts.remove(port);
    epoch.forget(port);
    return reply instanceof Reply.Mapping;
  }

  private static @Nullable IpAddress address(Reply reply) {
    return reply instanceof Reply.Address address && !address.externalIp().isUnspecified()
        ? address.externalIp()
        : null;
  }

  private Reply askForPort(byte[] question, int port, Deadline deadline) throws IOException {
    return ask(question, reply -> NatPmpMessage.isAboutPort(reply, port), deadline);
  }

  private Reply ask(byte[] question, Predicate<Reply> isAnswer, Deadline deadline)
      throws IOException {
    Reply reply = control.ask(question, bytes -> read(bytes, isAnswer), deadline);
    epoch.see(reply.epochSeconds(), System.nanoTime());
    return reply;
  }

  private static Optional<Reply> read(ByteBuffer bytes, Predicate<Reply> isAnswer) {
    return NatPmpMessage.decode(bytes).filter(isAnswer);
  }
}
