/**
 * How a node tells what happens: one list of facts, three outlets.
 *
 * <p>Start with {@link network.vision.node.outlet.OperatorLog}, which words every line of the log,
 * {@link network.vision.node.outlet.NodeMetrics}, which counts for Prometheus, and {@link
 * network.vision.node.outlet.EventOutlet}, which fills the event stream of the API. {@link
 * network.vision.node.outlet.LogSetup} says how the process writes.
 *
 * <p>Not here: the facts themselves, which are the core's notices and the adapters' events.
 */
package network.vision.node.outlet;
