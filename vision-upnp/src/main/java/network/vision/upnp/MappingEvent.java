package network.vision.upnp;

/** What became of the wish to be reachable through the router. */
public sealed interface MappingEvent {

  /** A search began: at the start, and whenever a router that was there is lost. */
  record SearchStarted() implements MappingEvent {}

  /**
   * No router can be asked; the search is repeated quietly, and this is said again only with
   * another reason.
   */
  record RouterMissing(Reason reason) implements MappingEvent {

    /** Why. */
    public enum Reason {
      /**
       * There is no default route: the link is down, or the machine is only on a tunnel or on
       * loopback.
       */
      NO_ROUTE,
      /** Our own IPv4 address is public, so there is nothing to map, and nobody was asked. */
      PUBLIC_ADDRESS,
      /** The router is outside the ranges that may be dialled, and nobody was asked. */
      NOT_ALLOWED,
      /** Nobody on the network answers UPnP, PCP or NAT-PMP. */
      NO_ANSWER,
      /** Somebody answers, but too slowly, too long, or nothing that can be used. */
      BAD_ANSWER
    }
  }

  /**
   * A router answers, or one that was known says something else of itself, such as another outer
   * address.
   */
  record RouterFound(Router router) implements MappingEvent {}

  /**
   * A port is mapped: newly, at another place than before, or anew because the router had forgotten
   * it.
   */
  record PortMapped(PortMapping mapping) implements MappingEvent {}

  /**
   * The router will not map a port; it is asked again later.
   *
   * @param port the local port
   * @param router who refused
   * @param code the protocol's own error code: of UPnP (501, 718, …), PCP or NAT-PMP
   * @param reason the router's own words or the code's name, printable ASCII of at most 64
   *     characters
   */
  record PortRefused(int port, Router router, int code, String reason) implements MappingEvent {

    /**
     * Whether this looks like a router behind another NAT, which has no public address to map ports
     * of: it says so, or it tells no outer address and names no better reason.
     */
    public boolean suggestsAnotherNat() {
      return router.isBehindAnotherNat()
          || (router.externalIp() == null
              && switch (router.protocol()) {
                case UPNP_IGD1, UPNP_IGD2 -> code == UpnpService.ACTION_FAILED;
                case PCP -> code == PcpMessage.NETWORK_FAILURE || code == PcpMessage.NO_RESOURCES;
                case NAT_PMP -> code == NatPmpMessage.NETWORK_FAILURE;
              });
    }
  }

  /**
   * A mapping no longer stands, or its router no longer answers, and there is no other in its
   * place.
   */
  record MappingLost(PortMapping mapping) implements MappingEvent {}

  /**
   * A mapping was taken back because the mapper is closed.
   *
   * @param isConfirmed false if the router did not say so in time: it may stand until its lease
   *     ends
   */
  record MappingRemoved(PortMapping mapping, boolean isConfirmed) implements MappingEvent {}
}
