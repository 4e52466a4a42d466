/**
 * The memory of a node: one directory that survives a killed process, a full disk and a damaged
 * file.
 *
 * <p>Start with {@link network.vision.store.DataDirectory}, which locks the directory and holds the
 * identity, then {@link network.vision.store.PeerStore} and {@link
 * network.vision.store.StoredPeer}. A peer that the core has changed is handed to {@link
 * network.vision.store.PeerStore#put}, waits in memory for a moment, and is written by the one
 * thread {@code vision-disk} as a line of {@code peers.jsonl}. Troubles of the disk come back
 * through {@link network.vision.store.StoreListener}; what was found damaged on opening, in {@link
 * network.vision.store.LoadReport}.
 *
 * <p>For people at a command line: {@link network.vision.store.StoreInspection} reads beside a
 * running node, {@link network.vision.store.PeerImport} and {@link
 * network.vision.store.PeerStore#compact} write to a node that is stopped, and {@link
 * network.vision.store.SeedFile} is the list that the deployed nodes exchange.
 *
 * <p>Not here: which peers are worth remembering (the core, in gossip), and the words of the log
 * (the app).
 */
package network.vision.store;
