package network.vision.node.doctor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.vision.api.Reachability;
import network.vision.node.config.NodeConfig;
import network.vision.node.config.OperatorException;
import network.vision.node.running.StartingSeeds;
import network.vision.protocol.HostAndPort;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything a node needs, one check after the other; only seeds are asked all at once.
 *
 * <p>Takes at most about half a minute: what a name and two dials may take.
 */
public final class Doctor {

  /**
   * Every finding, in the order in which they are told.
   *
   * @param reach what the node says that runs with this configuration; null: none runs
   */
  public static List<Finding> look(NodeConfig config, @Nullable Reachability reach)
      throws OperatorException, InterruptedException {
    List<HostAndPort> seeds = StartingSeeds.of(config, _ -> {});
    List<Finding> found = new ArrayList<>();
    found.add(ProgramCheck.look());
    found.add(ProfileCheck.look(config, seeds.size()));
    found.add(DirectoryCheck.look(config.dataDirectory(), config.profile().genesisHash()));
    found.add(ClockCheck.look(config.dataDirectory(), Instant.now()));
    found.add(reach == null ? PortCheck.look(config) : PortCheck.ofRunning(reach.listening()));
    List<SeedCheck.Seed> asked = SeedCheck.ask(config, seeds);
    found.add(SeedCheck.look(asked));
    found.add(OwnSeedCheck.look(config, reach, asked));
    found.add(ReachCheck.look(reach));
    return List.copyOf(found);
  }

  private Doctor() {}
}
