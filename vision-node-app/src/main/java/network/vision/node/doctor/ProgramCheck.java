package network.vision.node.doctor;

import java.net.URL;
import network.vision.node.running.Program;

/** Whether this is a Java that runs the node, and whether it came with it. */
final class ProgramCheck {

  private static final String NAME = "Program";
  private static final int LEAST_JAVA = 25;

  static Finding look() {
    int java = Runtime.version().feature();
    String what =
        Program.NAME
            + " "
            + Program.VERSION
            + " on Java "
            + Runtime.version()
            + (isImage() ? ", its own image" : ", a JDK of this machine");
    return java >= LEAST_JAVA
        ? Finding.good(NAME, what)
        : Finding.bad(NAME, what + "; needs Java " + LEAST_JAVA + ": use the release's image");
  }

  private static boolean isImage() {
    URL self = ProgramCheck.class.getResource("ProgramCheck.class");
    return self != null && self.getProtocol().equals("jrt");
  }

  private ProgramCheck() {}
}
