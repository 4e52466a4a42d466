package network.vision.simulation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioTest {

  private static final int NODES = 20;

  @ParameterizedTest
  @EnumSource
  void aNetworkOutlives(Scenario scenario) {
    scenario.play(1, NODES);
  }
}
