package network.vision.node;

import java.io.Console;
import java.lang.reflect.Proxy;

/**
 * The signal SIGHUP, at which a service reads its settings again ({@code systemctl reload}). In a
 * terminal it ends the process as ever, since there it says that the terminal is gone.
 *
 * <p>Failure: where there is no such signal (Windows), or the JVM leaves it alone ({@code -Xrs}),
 * nothing happens.
 */
final class HangUp {

  /** Has {@code reload} done at each signal, on a thread of its own. */
  static void reloading(Runnable reload) {
    if (isInTerminal()) {
      return;
    }
    try {
      handle(reload);
    } catch (ReflectiveOperationException e) {
      // A runtime without jdk.unsupported has no signals to hear.
    }
  }

  // An image without jdk.internal.le has no console where there is no terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isInTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** By reflection, since javac warns of {@code sun.misc.Signal} in words nothing can silence. */
  private static void handle(Runnable reload) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object reloading =
        Proxy.newProxyInstance(
            HangUp.class.getClassLoader(),
            new Class<?>[] {handler},
            (self, method, arguments) -> {
              reload.run();
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), reloading);
  }

  private HangUp() {}
}
