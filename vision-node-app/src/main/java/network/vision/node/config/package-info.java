/**
 * What the operator wants, from four places: an option beats the environment, which beats the file,
 * which beats the default.
 *
 * <p>Start with {@link network.vision.node.config.Setting}, the table of all there is, then {@link
 * network.vision.node.config.Settings}, which holds each effective value and its source, and {@link
 * network.vision.node.config.NodeConfig}, what a node is started with. A value that cannot be is an
 * {@link network.vision.node.config.OperatorException}: one line that names the key, the value and
 * the allowed range.
 *
 * <p>Not here: the command line itself (the root package), and what each module makes of its part.
 */
package network.vision.node.config;
