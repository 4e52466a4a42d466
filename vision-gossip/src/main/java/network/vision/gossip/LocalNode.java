package network.vision.gossip;

import network.vision.protocol.Identity;
import network.vision.protocol.NetworkProfile;
import org.jspecify.annotations.Nullable;

/**
 * Who we are, as far as it does not change while the node runs.
 *
 * <p>Immutable.
 *
 * @param identity our key pair
 * @param profile our network
 * @param tag as the operator wants it, or {@link Identity#defaultTag()}
 * @param role "constellation" or "guardian"
 * @param ebid a UUID that outlives restarts
 * @param nonce unsigned; drawn once at start
 * @param version of the program, unsigned 32 bits; 1.1.1 is 111
 * @param build of the program, for people
 * @param httpApiPort where others can reach our API; null: they cannot
 * @param saysPort false makes the node speak as those do that never say their port
 */
public record LocalNode(
    Identity identity,
    NetworkProfile profile,
    String tag,
    String role,
    String ebid,
    long nonce,
    long version,
    String build,
    @Nullable Integer httpApiPort,
    boolean saysPort) {}
