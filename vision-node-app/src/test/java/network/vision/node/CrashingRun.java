package network.vision.node;

/** The program, with a mistake in a thread of its own as soon as a node runs. */
final class CrashingRun {

  public static void main(String[] args) {
    Thread.ofPlatform().name("vision-mistaken").start(CrashingRun::crash);
    Main.main(args);
  }

  private static void crash() {
    while (Thread.getDefaultUncaughtExceptionHandler() == null) {
      Thread.onSpinWait();
    }
    throw new IllegalStateException("a mistake on purpose");
  }

  private CrashingRun() {}
}
