package dev.molly.report.staged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ExitCode;
import dev.molly.report.Golden;
import dev.molly.report.Rendered;
import dev.molly.retire.RetiredResource;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  @Test
  void showsWhatItShowedBefore() throws IOException {
    Golden.assertSame("status-every.text", status(SampleRetired.every()));
    Golden.assertSame("status-none.text", status(SampleRetired.none()));
  }

  @Test
  void whatSomebodyHasToLookAtComesBeforeEverythingElse() {
    String text = status(SampleRetired.every());

    List<Integer> places =
        List.of("GAPS:", "BLOCKED:", "NO RECORD TO RELY ON:", "== account").stream()
            .map(text::indexOf)
            .toList();
    assertThat(places).isSorted().doesNotContain(-1);
    assertThat(text).doesNotContain("\u001b");
  }

  @Test
  void aRestoreWhoseStartFailedNeedsAttention() {
    assertThat(status(SampleRetired.notStarted()))
        .contains("1 needs attention", "NOT STARTED: i-0a3")
        .contains("What to do: see to its keys, then: molly restore i-0a3")
        .containsIgnoringWhitespaces("i-0a3 (ec2-instance, 111122223333/eu-west-1): it is stopped")
        .containsIgnoringWhitespaces("(molly sweep goes on); it is stopped again: Client.Internal");
    assertThat(SampleRetired.notStarted().exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void whatIsKeptForItsNameIsNeverDue() {
    assertThat(status(SampleRetired.keptForItsName()))
        .contains("Due: never")
        .doesNotContain("9999");
  }

  @Test
  void noneInAGapIsNotNone() {
    RetirementStatus none =
        new RetirementStatus(
            SampleRetired.NOW, SampleRetired.LOOKED, List.of(), SampleRetired.every().gaps());

    assertThat(status(none))
        .startsWith("Nothing is retired in what could be read.\n")
        .endsWith("Next      molly explain gap\n");
    assertThat(status(SampleRetired.none())).startsWith("Nothing is retired in any of 2 places.\n");
  }

  @Test
  void endsWithThePurgeOnlyWhenNothingGoesOnAndTheOwnerOfADueOneWasTold() {
    var retired = SampleRetired.every().retired();
    RetiredResource done = retired.getFirst();
    RetiredResource waits = retired.get(1);
    Instant due = done.record().orElseThrow().due();

    assertThat(next(due, done)).isEqualTo("Next      molly purge");
    assertThat(next(due, done, waits)).isEqualTo("Next      molly sweep");
    assertThat(next(due.minusSeconds(1), done)).isEqualTo("Next      molly sweep");
  }

  private static String next(Instant at, RetiredResource... retired) {
    return status(new RetirementStatus(at, SampleRetired.LOOKED, List.of(retired), List.of()))
        .lines()
        .toList()
        .getLast();
  }

  private static String status(RetirementStatus retirementStatus) {
    return Rendered.text(out -> new StatusText(Rendered.PLAIN).render(retirementStatus, out));
  }
}
