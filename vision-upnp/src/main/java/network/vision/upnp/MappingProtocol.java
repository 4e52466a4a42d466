package network.vision.upnp;

/** The language in which a router was asked. */
public enum MappingProtocol {
  /** UPnP Internet Gateway Device, {@code WANIPConnection:1} or {@code WANPPPConnection:1}. */
  UPNP_IGD1,
  /** UPnP Internet Gateway Device, {@code WANIPConnection:2}. */
  UPNP_IGD2,
  /** Port Control Protocol, RFC 6887. */
  PCP,
  /** NAT Port Mapping Protocol, RFC 6886. */
  NAT_PMP
}
