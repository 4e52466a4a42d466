/**
 * A virtual network that runs the real core: hundreds of nodes in one thread and in virtual time,
 * with delay, loss, partitions, NAT boxes, crashes and moves.
 *
 * <p>Start with {@code Simulation} and {@code VirtualNode}; {@code Conditions} says how well the
 * network carries. What must always hold is in {@code NodeRules}, {@code AimRules}, {@code
 * WordRules} and {@code BookRules} and is checked after every step; where it does not hold, a
 * {@code Violation} names the seed that replays the run.
 *
 * <p>An event travels so: a {@code Socket} delivers a parcel to its {@code Host}; a virtual node's
 * {@code Switchboard} turns it into an event as the real transport would; the core answers with
 * effects; dials and messages go back into the {@code Fabric}, which plans their arrival on the
 * {@code Timeline}.
 *
 * <p>{@code Main} measures: after {@code ./mvnw -Dquick -pl tools/vision-simulation -am package},
 * {@code java -cp} with the three modules' {@code target/quick-classes}, the Jackson core and
 * {@code network.vision.simulation.Main table 10 50 100} prints the table; {@code seeds 0 1000}
 * plays a thousand random scenarios, {@code scenarios} what can befall a network, {@code fleet} ten
 * thousand nodes with small books. {@code replay FILE} plays the transcript of a real node ({@code
 * --trace}) and needs the transcript module with all of Jackson besides.
 *
 * <p>Not here: sockets and bytes of the real transport (its own tests), and speed (the benchmark).
 */
package network.vision.simulation;
