package network.vision.upnp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import network.vision.upnp.http.Deadline;

/**
 * The question whether a router speaks PCP or NAT-PMP, asked with the message of each that changes
 * nothing.
 *
 * <p>Both are asked at once. Any answer of the right form is a yes, even an error: what the router
 * thinks of mappings, it says when asked for one. PCP is offered first, also if NAT-PMP answered up
 * to 100 ms earlier.
 *
 * <p>Source: RFC 6887 section 14.1 (ANNOUNCE) and appendix A; RFC 6886 section 3.2.
 */
final class PortControlSearch {

  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final Duration AFTER_FIRST = Duration.ofMillis(100);

  private final PortControl control;
  private final Set<MappingProtocol> wanted;

  /**
   * @param wanted protocols to ask for; others than PCP and NAT-PMP are not looked at
   */
  PortControlSearch(PortControl control, Set<MappingProtocol> wanted) {
    this.control = control;
    this.wanted = EnumSet.of(MappingProtocol.PCP, MappingProtocol.NAT_PMP);
    this.wanted.retainAll(wanted);
  }

  /**
   * Asks for at most {@code time}, and hands over each protocol that the router speaks.
   *
   * @throws IOException if the router says that nobody listens there, or cannot be sent to
   */
  void search(Duration time, Consumer<MappingProtocol> found) throws IOException {
    Set<MappingProtocol> heard = EnumSet.noneOf(MappingProtocol.class);
    Deadline end = Deadline.in(time);
    Deadline nextQuestion = Deadline.in(Duration.ZERO);
    Duration wait = FIRST_WAIT;
    try (DatagramSocket socket = control.connect()) {
      while (!heard.containsAll(wanted) && !end.isOver()) {
        if (nextQuestion.isOver()) {
          ask(socket, heard);
          nextQuestion = Deadline.in(wait);
          wait = wait.multipliedBy(2);
        }
        Optional<MappingProtocol> answer =
            PortControl.listen(socket, this::read, end.earlier(nextQuestion));
        if (answer.isPresent() && heard.add(answer.get())) {
          end = end.atMost(AFTER_FIRST);
          answer.filter(protocol -> protocol == MappingProtocol.PCP).ifPresent(found);
        }
      }
    } finally {
      if (heard.contains(MappingProtocol.NAT_PMP)) {
        found.accept(MappingProtocol.NAT_PMP);
      }
    }
  }

  private void ask(DatagramSocket socket, Set<MappingProtocol> heard) throws IOException {
    for (MappingProtocol protocol : wanted) {
      if (!heard.contains(protocol)) {
        byte[] question =
            protocol == MappingProtocol.PCP
                ? PcpMessage.announceRequest(control.source())
                : NatPmpMessage.addressRequest();
        socket.send(new DatagramPacket(question, question.length));
      }
    }
  }

  private Optional<MappingProtocol> read(ByteBuffer bytes) {
    boolean isPcp =
        PcpMessage.decode(bytes).filter(r -> r.opcode() == PcpMessage.ANNOUNCE).isPresent();
    boolean isNatPmp =
        NatPmpMessage.decode(bytes).filter(NatPmpMessage::isAboutAddress).isPresent();
    return Optional.ofNullable(
            isPcp ? MappingProtocol.PCP : isNatPmp ? MappingProtocol.NAT_PMP : null)
        .filter(wanted::contains);
  }
}
