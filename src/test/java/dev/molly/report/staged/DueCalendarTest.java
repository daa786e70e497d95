package dev.molly.report.staged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.report.Golden;
import dev.molly.report.Rendered;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DueCalendarTest {
  @Test
  void writesWhatItWroteBefore() throws IOException {
    Golden.assertSame("status-every.ics", calendar());
  }

  @Test
  void theCalendarRemindsTwoDaysBeforeAndFoldsItsLines() {
    assertThat(calendar())
        .contains("TRIGGER:-P2D", "UID:i-0a1-", "DTSTART:20261126T103000Z", "since spring\\, I")
        .doesNotContain("i-0a5");
    assertThat(calendar().lines()).allMatch(line -> line.getBytes(UTF_8).length <= 75);
  }

  @Test
  void whatIsKeptForItsNameIsNotInIt() {
    assertThat(Rendered.text(out -> DueCalendar.write(SampleRetired.keptForItsName(), out)))
        .doesNotContain("VEVENT");
  }

  private static String calendar() {
    return Rendered.text(out -> DueCalendar.write(SampleRetired.every(), out));
  }
}
