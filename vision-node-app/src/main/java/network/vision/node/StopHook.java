package network.vision.node;

/**
 * What is done when the process is told to stop, by Ctrl-C, SIGTERM or its own end. A process that
 * was asked to stop and did so has succeeded, so it ends with {@link ExitCode#OK} and not with the
 * number of the signal.
 */
final class StopHook {

  private volatile int exitCode = ExitCode.OK;

  private StopHook() {}

  /** Has {@code closing} done before the process ends. */
  static StopHook closing(Runnable closing) {
    StopHook hook = new StopHook();
    Thread thread =
        new Thread(
            () -> {
              closing.run();
              Runtime.getRuntime().halt(hook.exitCode);
            },
            "vision-stop");
    Runtime.getRuntime().addShutdownHook(thread);
    return hook;
  }

  /** The process ends with {@code code}, whoever ends it. */
  void endWith(int code) {
    exitCode = code;
  }
}
