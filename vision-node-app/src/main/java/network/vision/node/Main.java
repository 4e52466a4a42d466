package network.vision.node;

import network.vision.node.config.Platform;

/** The program {@code vision-node}. Its exit codes are those of {@link ExitCode}. */
public final class Main {

  /** Runs one command, and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(Commands.execute(Terminal.ofProcess(), Platform.current(), args));
  }

  private Main() {}
}
