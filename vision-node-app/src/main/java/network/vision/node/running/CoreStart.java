package network.vision.node.running;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import network.vision.gossip.Gossip;
import network.vision.gossip.GossipConfig;
import network.vision.gossip.LocalNode;
import network.vision.node.config.OperatorException;
import network.vision.node.outlet.Area;
import network.vision.node.outlet.OperatorLog;
import network.vision.node.outlet.SettingsLog;
import network.vision.transcript.Recorder;
import org.jspecify.annotations.Nullable;

/** Makes the core of a node, with a transcript where the operator wants one. */
final class CoreStart {

  private final OperatorLog log;
  private final SettingsLog settingsLog;
  private final Rooms rooms;

  CoreStart(OperatorLog log, SettingsLog settingsLog, Rooms rooms) {
    this.log = log;
    this.settingsLog = settingsLog;
    this.rooms = rooms;
  }

  /**
   * The core, and in {@code rooms} what has to be closed after it.
   *
   * @param trace where the transcript goes; null: there is none
   * @throws OperatorException if the transcript cannot be written
   */
  Core make(LocalNode local, GossipConfig config, @Nullable Path trace) throws OperatorException {
    SecureRandom random = new SecureRandom();
    if (trace == null) {
      return Core.of(new Gossip(local, config, random));
    }
    try {
      Recorder recorder = Recorder.begin(trace, local, config, random, why -> ended(trace, why));
      rooms.add(recorder::close);
      settingsLog.tracing(trace);
      return Core.of(recorder);
    } catch (IOException e) {
      throw new OperatorException("--trace: '" + trace + "' cannot be written: " + e, e);
    }
  }

  private void ended(Path trace, String why) {
    log.warning(Area.NODE, "The transcript " + trace + " ends here: " + why);
  }
}
