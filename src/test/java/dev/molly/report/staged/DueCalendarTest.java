package dev.molly.report.staged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.report.Golden;
import dev.molly.report.Rendered;
import dev.molly.report.format.Invocation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  void itsCommandsFindTheResourceWhereverTheyArePasted() {
    Invocation typed =
        new Invocation(
            List.of("molly", "status", "--sandbox"),
            List.of(new Invocation.Given("--sandbox", List.of("--sandbox"))),
            _ -> Optional.of(Set.of("--sandbox")));

    String calendar =
        Rendered.text(out -> DueCalendar.write(SampleRetired.every(), typed, out))
            .replace("\r\n ", "");

    assertThat(calendar)
        .contains("molly restore arn:aws:ec2:", "/i-0a1 --sandbox", " --by 7d --sandbox\\, or");
  }

  @Test
  void whatIsKeptForItsNameIsNotInIt() {
    assertThat(
            Rendered.text(
                out -> DueCalendar.write(SampleRetired.keptForItsName(), Invocation.none(), out)))
        .doesNotContain("VEVENT");
  }

  private static String calendar() {
    return Rendered.text(out -> DueCalendar.write(SampleRetired.every(), Invocation.none(), out));
  }
}
