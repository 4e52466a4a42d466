package network.vision.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptFileTest {

  private static final long ROOM = 1_000;

  @TempDir private Path folder;

  private final BlockingQueue<String> reasons = new LinkedBlockingQueue<>();

  @Test
  void itEndsWhereTheNextLineWouldBeTooMuch() throws Exception {
    Path path = folder.resolve("trace");
    try (TranscriptFile file = begin(path)) {
      for (int i = 0; i < 100; i++) {
        file.add(List.of("a line of forty bytes, with its end.", i));
      }

      assertThat(reasons.poll(10, TimeUnit.SECONDS)).isEqualTo("it has 0 MiB");
    }

    assertThat(Files.size(path)).isLessThanOrEqualTo(ROOM);
    assertThat(Files.readString(path)).endsWith("]\n");
    assertThat(reasons).isEmpty();
  }

  @Test
  void theOneBeforeIsKept() throws Exception {
    Path path = folder.resolve("trace");
    for (int run = 1; run <= 3; run++) {
      try (TranscriptFile file = begin(path)) {
        file.add(run);
      }
    }

    assertThat(path).hasContent("3");
    assertThat(folder.resolve("trace.1")).hasContent("2");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void onlyItsOwnerCanReadIt() throws Exception {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path path = folder.resolve("trace");

    begin(path).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  private TranscriptFile begin(Path path) throws Exception {
    return TranscriptFile.begin(path, ROOM, reasons::add);
  }
}
