package network.vision.node.config;

/** Where a value comes from, weakest first. */
public enum Source {
  DEFAULT("default"),
  NETWORK("network"),
  FILE("file"),
  ENVIRONMENT("environment"),
  OPTION("option");

  private final String label;

  Source(String label) {
    this.label = label;
  }

  /** The word for it. */
  public String label() {
    return label;
  }
}
