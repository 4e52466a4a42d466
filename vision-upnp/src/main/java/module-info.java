import java.net.spi.URLStreamHandlerProvider;
import network.vision.upnp.http.RouterUrls;
import org.jspecify.annotations.NullMarked;

/** Port mapping on the home router: UPnP-IGD, PCP and NAT-PMP. */
@NullMarked
module network.vision.upnp {
  requires transitive network.vision.protocol;
  requires java.xml;
  requires weupnp;
  requires static org.jspecify;

  exports network.vision.upnp;

  // weupnp opens its URLs itself; this one scheme makes it open ours, with bounds.
  provides URLStreamHandlerProvider with
      RouterUrls;
}
