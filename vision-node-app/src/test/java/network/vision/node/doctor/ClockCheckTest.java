package network.vision.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockCheckTest {

  private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void aClockThatNothingContradictsIsGood() {
    assertThat(ClockCheck.look(folder, NOW))
        .isEqualTo(Finding.good("Clock", "2027-03-01T12:00:00Z"));
    assertThat(ClockCheck.look(folder.resolve("none"), NOW).mark()).isEqualTo(Finding.Mark.GOOD);
  }

  @Test
  void aTimeBeforeTheProgramWasWrittenIsWrong() {
    Finding finding = ClockCheck.look(folder, Instant.parse("1970-01-01T00:00:07Z"));

    assertThat(finding.mark()).isEqualTo(Finding.Mark.BAD);
    assertThat(finding.text())
        .contains("1970-01-01T00:00:07Z is before this program was written", "set it");
  }

  @Test
  void aTimeBeforeWhatWasStoredIsWrong() throws Exception {
    stored(NOW.plus(Duration.ofMinutes(11)));

    Finding finding = ClockCheck.look(folder, NOW);

    assertThat(finding.mark()).isEqualTo(Finding.Mark.BAD);
    assertThat(finding.text()).contains("is before 2027-03-01T12:11:00Z", "set it");
  }

  @Test
  void aFewMinutesAreNotHeldAgainstIt() throws Exception {
    stored(NOW.plus(Duration.ofMinutes(9)));

    assertThat(ClockCheck.look(folder, NOW).mark()).isEqualTo(Finding.Mark.GOOD);
  }

  private void stored(Instant when) throws Exception {
    Files.setLastModifiedTime(Files.createFile(folder.resolve("peers.jsonl")), FileTime.from(when));
  }
}
