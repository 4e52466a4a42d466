package network.vision.upnp;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import network.vision.protocol.IpAddress;
import network.vision.protocol.PeerAddress;
import network.vision.upnp.Gateway.Answer.Denied;
import network.vision.upnp.Gateway.Answer.Granted;
import network.vision.upnp.PcpMessage.Mapping;
import network.vision.upnp.PcpMessage.Nonce;
import network.vision.upnp.PcpMessage.Reply;
import network.vision.upnp.http.Deadline;

/**
 * A router asked by the Port Control Protocol: of IPv4 it maps a port, of IPv6 it opens one.
 *
 * <p>A mapping is checked by asking for it again: the same nonce makes that a renewal, and the
 * answer is the only one of this protocol that tells the outer address. Whether the router had
 * forgotten shows in its {@link Epoch}.
 *
 * <p>Failure: without a secret that outlives a restart a crash of ours loses the nonce, and the
 * router answers NOT_AUTHORIZED until the old lease ends; the search then goes on with the router's
 * other protocols. Source: RFC 6887.
 */
final class PcpGateway implements Gateway {

  private final PortControl control;
  private final MappingConfig config;
  private final SecureRandom nonces = new SecureRandom();
  private final Epoch epoch = new Epoch(false);
  private final Map<Integer, Mapping> asked = new HashMap<>();
  private Router router;

  PcpGateway(PortControl control, MappingConfig config) {
    this.control = control;
    this.config = config;
    this.router = new Router(MappingProtocol.PCP, control.routerAddress(), "", null);
  }

  @Override
  public Router router() {
    return router;
  }

  @Override
  public Router look() {
    return router;
  }

  @Override
  public Answer keep(int port) throws IOException {
    Mapping request = asked.computeIfAbsent(port, this::firstRequest);
    Reply reply = ask(request, config.lease().toSeconds(), Deadline.in(config.answerTime()));
    Mapping assigned = reply.mapping();
    if (reply.result() != PcpMessage.SUCCESS || assigned == null) {
      asked.remove(port);
      epoch.forget(port);
      return new Denied(reply.result(), PcpMessage.resultName(reply.result()));
    }
    if (!PeerAddress.isPort(assigned.externalPort()) || reply.lifetimeSeconds() == 0) {
      throw new IOException(control.routerAddress() + " assigns a port that is none");
    }
    IpAddress externalIp = assigned.externalIp().isUnspecified() ? null : assigned.externalIp();
    router = router.at(externalIp);
    asked.put(port, assigned);
    Lease lease = Lease.granted(reply.lifetimeSeconds(), config);
    return new Granted(assigned.externalPort(), lease, epoch.isNew(port));
  }

  @Override
  public boolean remove(int port, Deadline deadline) throws IOException {
    Mapping mapping = asked.get(port);
    if (mapping == null) {
      return true;
    }
    IpAddress any = anyAddress();
    Reply reply = ask(new Mapping(mapping.nonce(), port, 0, any), 0, deadline);
    asked.remove(port);
    epoch.forget(port);
    return reply.result() == PcpMessage.SUCCESS;
  }

  private Mapping firstRequest(int port) {
    Nonce nonce =
        config.secret().isEmpty() ? Nonce.random(nonces) : Nonce.of(config.secret(), port);
    return new Mapping(nonce, port, port, anyAddress());
  }

  private IpAddress anyAddress() {
    return control.source().isIpv4() ? IpAddress.ofIpv4(0) : new IpAddress(0, 0);
  }

  private Reply ask(Mapping request, long lifetimeSeconds, Deadline deadline) throws IOException {
    byte[] question = PcpMessage.mapRequest(control.source(), lifetimeSeconds, request);
    Reply reply =
        control.ask(
            question, bytes -> PcpMessage.decode(bytes).filter(r -> isFor(r, request)), deadline);
    epoch.see(reply.epochSeconds(), System.nanoTime());
    return reply;
  }

  private static boolean isFor(Reply reply, Mapping request) {
    Mapping mapping = reply.mapping();
    return mapping == null ? reply.opcode() == PcpMessage.MAP : mapping.isFor(request);
  }
}
