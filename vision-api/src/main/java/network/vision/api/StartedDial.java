package network.vision.api;

/**
 * What the node says to a dial that is asked for: the answer to {@code POST /p2p/dial} and {@code
 * POST /p2p/peers}.
 *
 * @param message in words
 * @param dial its id, by which {@code GET /p2p/dials/{dial}} tells what comes of it
 */
public record StartedDial(String message, long dial) {}
