/**
 * HTTP and XML from a router, bounded in time and size: {@link network.vision.upnp.http.RouterHttp}
 * and {@link network.vision.upnp.http.SafeXml}, and the URL scheme by which weupnp is held to them.
 */
package network.vision.upnp.http;
