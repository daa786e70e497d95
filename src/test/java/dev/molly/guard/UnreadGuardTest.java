package dev.molly.guard;

import static dev.molly.guard.GuardFixture.OTHER;
import static dev.molly.guard.GuardFixture.SERVER;
import static dev.molly.guard.GuardFixture.TERMINATION;
import static dev.molly.guard.GuardFixture.planOf;
import static dev.molly.guard.GuardFixture.protect;
import static dev.molly.guard.GuardFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.plan.Operation;
import dev.molly.plan.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadGuardTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void passesWhenEveryResourceWasRead() {
    assertThat(given.reasons(new UnreadGuard(), protect(SERVER, OTHER))).isEmpty();
  }

  @Test
  void refusesAResourceThatCouldNotBeReadWithWhatIsMissing() {
    given.unread = List.of(new UnreadResource(SERVER, "denied", "ec2:DescribeInstances"));

    assertThat(given.reasons(new UnreadGuard(), protect(SERVER, OTHER)))
        .containsExactly(
            new Refusal(
                "completeness",
                "i-0123456789abcdef0 (web-01) could not be read: denied",
                "grant ec2:DescribeInstances (molly iam protect)"));
  }

  @Test
  void aReadThatFailsForAnotherReasonIsRefusedToo() {
    given.unread = List.of(new UnreadResource(SERVER, "no answer", ""));

    assertThat(given.reasons(new UnreadGuard(), protect(SERVER)))
        .extracting(Refusal::remedy)
        .containsExactly("try again in a while");
  }

  @Test
  void saysItOnceForSeveralChangesOfOneResource() {
    given.unread = List.of(new UnreadResource(SERVER, "no answer", ""));
    var stop = new Change(SERVER, new ControlId("stop-protection"), "off", "on");
    var terminate = new Change(SERVER, TERMINATION, "off", "on");

    assertThat(
            given.reasons(
                new UnreadGuard(), planOf(Operation.PROTECT, status(stop), status(terminate))))
        .hasSize(1);
  }

  @Test
  void passesWhenOnlyAResourceOutsideThePlanIsUnread() {
    given.unread = List.of(new UnreadResource(OTHER, "no answer", ""));

    assertThat(given.reasons(new UnreadGuard(), protect(SERVER))).isEmpty();
  }
}
