package dev.molly.kind.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.kind.KindTestAccount;
import dev.molly.kind.ec2.InstanceKind;
import dev.molly.kind.ec2.StopTime;
import dev.molly.model.ResourceRef;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.FinalCopyState;
import dev.molly.sim.core.SimKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinalCopyVerifierTest {
  private static final String SNAPSHOT = "snap-0abc";
  private static final Instant STOPPED = Instant.parse("2026-11-23T09:31:00Z");
  private static final FinalCopyRequirement DEMAND =
      new FinalCopyRequirement(
          Instant.parse("2026-11-23T09:30:00Z"),
          Duration.ofDays(7),
          Instant.parse("2026-12-09T09:30:00Z"));

  private final KindTestAccount home = new KindTestAccount(new InstanceKind());
  private final SimKey key = home.account.createKey(KindTestAccount.REGION, "1234abcd");
  private final ResourceRef ref =
      home.listed(home.account.launch(KindTestAccount.REGION, one -> {}).id()).ref();
  private final FinalCopyVerifier check = new FinalCopyVerifier(home.session, ref, DEMAND);

  @Test
  void aCopyOfWhichNothingIsKnownIsNotReliable() {
    assertThat(check.answer()).isInstanceOf(FinalCopyState.Unreliable.class);
  }

  @Test
  void aCopyAsLargeAsItsSourceAndNotEncryptedIsReliable() {
    check.size(SNAPSHOT, 30, "vol-0abc", 30);
    check.key(SNAPSHOT, false, null);

    assertThat(check.answer()).isInstanceOf(FinalCopyState.Reliable.class);
  }

  @Test
  void aBeginningThatAwsDoesNotTellIsNotFine() {
    check.begun(SNAPSHOT, null, STOPPED, "it was stopped");
    check.key(SNAPSHOT, false, null);

    assertThat(what()).isEqualTo("AWS does not say when snapshot snap-0abc was begun");
  }

  @Test
  void aStopThatAwsDoesNotTellIsNotFine() {
    check.begun(SNAPSHOT, STOPPED, null, "it was last started");
    check.key(SNAPSHOT, false, null);

    assertThat(what()).isEqualTo("AWS does not say when it was last started");
  }

  @Test
  void aCopyIsReliableWhenEverybodyHadTheTimeSinceAndNotASecondSooner() {
    var soon = DEMAND.now().minus(DEMAND.least()).plusSeconds(1);
    check.begun(SNAPSHOT, soon.minusSeconds(1), STOPPED, "it was stopped");
    check.key(SNAPSHOT, false, null);
    assertThat(check.answer()).isInstanceOf(FinalCopyState.Reliable.class);

    check.begun(SNAPSHOT, soon, STOPPED, "it was stopped");
    assertThat(what()).contains("the minimum undo window is 7 days");
  }

  @Test
  void aReasonOfAStopIsReadWhereItHasATime() {
    assertThat(StopTime.time("User initiated (2026-11-23 09:30:00 GMT)"))
        .contains(Instant.parse("2026-11-23T09:30:00Z"));
    assertThat(List.of("", "Server.InternalError", "User initiated", "(2026-13-45 99:00:00 GMT)"))
        .allSatisfy(reason -> assertThat(StopTime.time(reason)).isEmpty());
    assertThat(StopTime.time(null)).isEmpty();
  }

  @Test
  void aSizeThatAwsDoesNotSayIsNotFine() {
    check.size(SNAPSHOT, null, "vol-0abc", 30);
    check.key(SNAPSHOT, false, null);

    assertThat(what()).isEqualTo("AWS does not say how large snapshot snap-0abc is");
  }

  @Test
  void aSizeOfTheSourceThatAwsDoesNotSayIsNotFine() {
    check.size(SNAPSHOT, 30, "vol-0abc", null);
    check.key(SNAPSHOT, false, null);

    assertThat(what()).isEqualTo("AWS does not say how large vol-0abc is");
  }

  @Test
  void anEncryptionThatAwsDoesNotTellOfIsNotFine() {
    check.key(SNAPSHOT, null, key.arn());

    assertThat(what()).isEqualTo("AWS does not say whether snapshot snap-0abc is encrypted");
  }

  @Test
  void aKeyThatAwsDoesNotNameIsNotFine() {
    check.key(SNAPSHOT, true, null);

    assertThat(what()).isEqualTo("AWS does not say with which key snapshot snap-0abc is encrypted");
  }

  @Test
  void aKeyThatIsGoneIsNotFine() {
    check.key(SNAPSHOT, true, key.arn().replace("1234abcd", "gone"));

    assertThat(what()).contains("key/gone, which does not exist any more");
  }

  @Test
  void oneBadSnapshotMakesTheWholeCopyUnreliable() {
    check.key("snap-1", false, null);
    check.key("snap-2", true, key.inState("Disabled").arn());
    check.key("snap-3", false, null);

    assertThat(what()).startsWith("snapshot snap-2 cannot be used");
  }

  @Test
  void aKeyIsAskedForOnce() {
    check.key("snap-1", true, key.arn());
    check.key("snap-2", true, key.arn());

    assertThat(check.answer()).isInstanceOf(FinalCopyState.Reliable.class);
    assertThat(home.cloud.calls()).filteredOn(call -> call.api().startsWith("kms:")).hasSize(1);
  }

  private String what() {
    return check.answer() instanceof FinalCopyState.Unreliable(var what, var instead) ? what : "";
  }
}
