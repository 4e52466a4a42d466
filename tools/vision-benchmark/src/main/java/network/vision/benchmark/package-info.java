/**
 * What the node costs, beside a peer or a limit. Each figure is measured in one run with what it is
 * compared to.
 *
 * <p>Start with {@code Main}; {@code BookBenchmark}, {@code MemoryBenchmark}, {@code GossipJmh},
 * {@code TransportBenchmark} and {@code StoreBenchmark} say in their headers what they measure.
 * From a clean checkout, with the arguments of {@code Main} in quotes:
 *
 * <pre>
 * ./mvnw -q -Dquick -pl tools/vision-benchmark -am verify -Dbenchmark=book
 * ./mvnw -q -Dquick -pl tools/vision-benchmark -am verify -Dbenchmark="memory 65536"
 * </pre>
 *
 * <p>{@code -Dbenchmark.jvm=-Xmx4g} changes how its Java is started. A figure of a busy machine is
 * none.
 */
package network.vision.benchmark;
