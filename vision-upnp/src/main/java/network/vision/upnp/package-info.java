/**
 * Port mapping: how a node behind a home router gets a port that the world can reach.
 *
 * <p>Start with {@link network.vision.upnp.PortMapper}, which is given a {@link
 * network.vision.upnp.MappingConfig} and tells a {@link network.vision.upnp.MappingListener} each
 * {@link network.vision.upnp.MappingEvent}. Inside, a {@code MappingKeeper} per address family
 * makes rounds: {@code RouterSearch} finds a {@code Gateway} (UPnP, PCP or NAT-PMP), a {@code
 * Round} asks it for every port, and the {@code Reporter} tells what changed. What a router sends
 * is read in {@code SsdpReply}, {@code UpnpDescription}, {@code PcpMessage} and {@code
 * NatPmpMessage}, and comes in through the bounds of {@code network.vision.upnp.http}.
 *
 * <p>Not here: which address the node tells others, whether peers can really dial it, and every
 * word about it (the core and the app). A router's word proves nothing.
 */
package network.vision.upnp;
