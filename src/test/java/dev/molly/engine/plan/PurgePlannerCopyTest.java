package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.AccountChanges;
import dev.molly.engine.run.RolloutPace;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.RetentionWindow;
import dev.molly.kind.ObservationScope;
import dev.molly.kind.Retirable;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountRef;
import dev.molly.model.Environment;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ResourceRef;
import dev.molly.model.ScanProgressListener;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.Inventory;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.RetireRequest;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.core.SimKey;
import dev.molly.sim.rds.SimDbCluster;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A purge relies on the final copy: it is as large as what it is of, and its key can be used.
class PurgePlannerCopyTest {
  private static final String KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";
  private static final String STRANGER = "444455556666";
  private static final int MOST_RUNS = 40;

  /// What is purged.
  enum What {
    INSTANCE("ec2-instance"),
    DATABASE("rds-instance"),
    CLUSTER("rds-cluster"),
    MULTI_AZ_CLUSTER("rds-cluster");

    private final String kind;

    What(String kind) {
      this.kind = kind;
    }
  }

  /// One world with one thing in it, whose copy is encrypted with a key, or with none.
  private static final class Scene {
    private final World world = new World(1);
    private final SimKey key = world.account.createKey(World.REGION, KEY);
    private final What what;
    private final String uid;

    Scene(What what) {
      this(what, true);
    }

    Scene(What what, boolean encrypted) {
      this.what = what;
      uid = create(encrypted ? key : null);
    }

    Scene(What what, String account) {
      this.what = what;
      uid = create(world.cloud.account(account).createKey(World.REGION, KEY));
    }

    private String create(@Nullable SimKey with) {
      return switch (what) {
        case INSTANCE ->
            world
                .account
                .launch(
                    World.REGION,
                    one -> {
                      one.named("web-01")
                          .launchedAgo(Duration.ofDays(400))
                          .withDataVolume(10, true);
                      if (with != null) {
                        one.encryptedWith(with);
                      }
                    })
                .id();
        case DATABASE ->
            world
                .account
                .createDb(
                    World.REGION,
                    "orders",
                    one -> {
                      if (with != null) {
                        one.encryptedWith(with);
                      }
                    })
                .resourceId();
        case CLUSTER -> cluster("aurora-postgresql", with).resourceId();
        case MULTI_AZ_CLUSTER -> cluster("postgres", with).resourceId();
      };
    }

    private SimDbCluster cluster(String engine, @Nullable SimKey with) {
      var cluster =
          world.account.createCluster(
              World.REGION,
              "orders",
              one -> {
                one.engine(engine);
                if (with != null) {
                  one.encryptedWith(with);
                }
              });
      world.account.createDb(World.REGION, "orders-1", one -> one.memberOf(cluster));
      return cluster;
    }

    /// Retired, copied, due, and its owner told.
    Scene due() {
      var wish =
          new RetireRequest(
              "nobody uses it", Duration.ofDays(14), Set.of("cannot-stop", "kms-key"), Set.of());
      apply(molly().retire(chosen(), wish));
      settle();
      world.cloud.clock().advance(Duration.ofDays(15));
      settle();
      AccountChanges molly = molly();
      molly.sweep(molly.planSweep(chosen(), molly.status(chosen())).plan(), Environment.ANY);
      world.cloud.clock().advance(RetentionWindow.DEFAULT.notice());
      return this;
    }

    private void settle() {
      for (int i = 0; i < MOST_RUNS; i++) {
        Plan plan = molly().planTo(Goal.RETIRED, chosen());
        if (plan.steps().isEmpty() && plan.skipped().isEmpty()) {
          return;
        }
        molly().sweep(plan, Environment.ANY);
        world.cloud.clock().advance(Duration.ofMinutes(6));
      }
      throw new AssertionError("it is never retired");
    }

    /// Somebody adds storage to it.
    void grow() {
      switch (what) {
        case INSTANCE -> world.account.volumesGrow(uid, 5);
        case DATABASE -> world.account.db(World.REGION, uid).storage(500);
        case CLUSTER, MULTI_AZ_CLUSTER -> world.account.cluster(World.REGION, uid).storage(500);
      }
    }

    Plan purge() {
      return molly().purge(chosen());
    }

    /// Purges it as often as it takes.
    void purged() {
      for (int i = 0; i < MOST_RUNS && !chosen().resources().isEmpty(); i++) {
        apply(purge());
        world.cloud.clock().advance(Duration.ofMinutes(6));
      }
    }

    boolean isThere() {
      return !chosen().resources().isEmpty();
    }

    List<String> deletes() {
      return world.cloud.calls().stream()
          .filter(SimCall::write)
          .map(SimCall::api)
          .filter(api -> api.contains("Delete") || api.contains("Terminate"))
          .toList();
    }

    long looksAtKeys() {
      return world.cloud.calls().stream().filter(call -> call.api().startsWith("kms:")).count();
    }

    AccountChanges molly() {
      return world.molly(BlastLimit.DEFAULT, RolloutPace.DEFAULT);
    }

    Inventory chosen() {
      return molly()
          .inventory(
              new RegionSelection.Named(List.of(new RegionId(World.REGION))),
              List.of(new KindId(what.kind)),
              true,
              resource ->
                  resource.id().uid().equals(uid)
                      && !List.of("shutting-down", "terminated", "deleting")
                          .contains(resource.state()),
              ScanProgressListener.none());
    }

    ApplyResult apply(Plan plan) {
      return molly()
          .apply(plan, Environment.ANY, new ConfirmationInput.Given(molly().phrase(plan)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isPurgedWhenItsKeyCanBeUsed(What what) {
    var scene = new Scene(what).due();

    scene.purged();

    assertThat(scene.isThere()).isFalse();
    assertThat(scene.looksAtKeys()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "INSTANCE, Disabled, is disabled, aws kms enable-key --region us-east-1 --key-id arn:aws:kms:",
    "DATABASE, Disabled, is disabled, aws kms enable-key --region us-east-1 --key-id arn:aws:kms:",
    "CLUSTER, Disabled, is disabled, aws kms enable-key --region us-east-1 --key-id arn:aws:kms:",
    "MULTI_AZ_CLUSTER, Disabled, is disabled, aws kms enable-key",
    "INSTANCE, PendingDeletion, is to be deleted, aws kms cancel-key-deletion --region us-east-1",
    "DATABASE, PendingDeletion, is to be deleted, aws kms cancel-key-deletion",
    "CLUSTER, PendingDeletion, is to be deleted, aws kms cancel-key-deletion",
    "INSTANCE, PendingReplicaDeletion, is to be deleted, aws kms cancel-key-deletion",
    "INSTANCE, PendingImport, has lost its key material, import the same key material again",
    "INSTANCE, Unavailable, is in a key store that is not connected, connect its key store again",
    "INSTANCE, Updating, is Updating, wait",
    "INSTANCE, Creating, is Creating, wait",
    "INSTANCE, Sleeping, its state is Sleeping, aws kms describe-key"
  })
  void isNotPurgedWhileItsKeyIsInAnotherState(What what, String state, String why, String instead) {
    var scene = new Scene(what).due();
    scene.key.inState(state);

    Plan no = scene.purge();
    scene.apply(no);

    assertThat(no.steps()).isEmpty();
    assertThat(no.refusals()).hasSize(1);
    Refusal refusal = no.refusals().getFirst();
    assertThat(refusal.guard()).isEqualTo("final-copy");
    assertThat(refusal.reason()).contains("snapshot", scene.key.arn(), why);
    assertThat(refusal.remedy()).contains(instead);
    assertThat(scene.deletes()).isEmpty();

    scene.key.inState("Enabled");
    scene.purged();

    assertThat(scene.isThere()).isFalse();
  }

  @Test
  void saysWhenTheKeyIsDeletedAndThatItHasToBeEnabledThen() {
    var scene = new Scene(What.INSTANCE).due();
    scene.key.deletedIn(Duration.ofDays(7), scene.world.cloud.clock().instant());

    Refusal no = scene.purge().refusals().getFirst();

    assertThat(no.reason()).contains("is to be deleted at 2026-12-");
    assertThat(no.remedy())
        .containsSubsequence("aws kms cancel-key-deletion", "then:", "aws kms enable-key");
  }

  @ParameterizedTest
  @EnumSource
  void isNotPurgedWhenNobodyMaySeeItsKey(What what) {
    var scene = new Scene(what).due();
    scene.world.cloud.faults().deny("kms:DescribeKey");

    Plan no = scene.purge();

    assertThat(no.steps()).isEmpty();
    assertThat(no.refusals().getFirst().guard()).isEqualTo("final-copy");
    assertThat(no.refusals().getFirst().reason()).contains("not known", "kms:DescribeKey");
    assertThat(no.refusals().getFirst().remedy()).contains("molly iam purge");
  }

  @Test
  void saysWhoseTheKeyIsThatBelongsToAnotherAccount() {
    var scene = new Scene(What.INSTANCE, STRANGER).due();

    Plan no = scene.purge();

    assertThat(no.steps()).isEmpty();
    assertThat(no.refusals().getFirst().reason()).contains("not known");
    assertThat(no.refusals().getFirst().remedy()).contains("belongs to account " + STRANGER);
  }

  @Test
  void isNotPurgedWhenKmsGivesNoAnswer() {
    var scene = new Scene(What.INSTANCE).due();
    scene.world.cloud.faults().serverError("kms:DescribeKey");

    Plan no = scene.purge();

    assertThat(no.steps()).isEmpty();
    assertThat(no.refusals()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"INSTANCE", "DATABASE", "MULTI_AZ_CLUSTER"})
  void isNotPurgedWhenItHasGrownSinceItWasCopied(What what) {
    var scene = new Scene(what).due();
    scene.grow();

    Plan no = scene.purge();

    assertThat(no.steps()).isEmpty();
    assertThat(no.refusals().getFirst().guard()).isEqualTo("final-copy");
    assertThat(no.refusals().getFirst().reason()).contains("snapshot", " GiB, and ", " GiB now");
    assertThat(no.refusals().getFirst().remedy()).contains("molly restore");
  }

  /// What was written to the volume there is in no copy.
  @Test
  void isNotPurgedWhenItsVolumeWasAttachedToAnotherInstanceSince() {
    var scene = new Scene(What.INSTANCE).due();
    scene.world.account.volumesReturn(scene.uid);

    Plan no = scene.purge();

    assertThat(no.steps()).isEmpty();
    assertThat(no.refusals().getFirst().guard()).isEqualTo("final-copy");
    assertThat(no.refusals().getFirst().reason())
        .contains("snapshot", "before volume vol-", " was attached to it");
  }

  /// For Aurora, AWS gives no size that means anything.
  @Test
  void theSizeOfAuroraIsNotCompared() {
    var scene = new Scene(What.CLUSTER).due();
    scene.grow();

    scene.purged();

    assertThat(scene.isThere()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aCopyThatIsNotEncryptedNeedsNoKey(What what) {
    var scene = new Scene(what, false).due();
    scene.world.cloud.faults().deny("kms:DescribeKey");

    scene.purged();

    assertThat(scene.isThere()).isFalse();
    assertThat(scene.looksAtKeys()).isZero();
  }

  /// Whoever forgets to ask deletes nothing.
  @ParameterizedTest
  @EnumSource
  void aLookThatDidNotAskAfterTheCopyIsNoLeaveToPurge(What what) {
    var scene = new Scene(what).due();
    var session = scene.world.aws().session(new AccountRef.Own());
    ResourceRef ref = scene.chosen().resources().getFirst().ref();
    Retirable kind = TestKinds.ALL.retirable(ref.id().kind());
    Observation unasked =
        kind.observe(session, ref, ObservationScope.PURGE, scene.world.cloud.clock().instant())
            .orElseThrow();
    var record = scene.molly().status(scene.chosen()).getFirst().record().orElseThrow();
    var demand =
        new FinalCopyRequirement(record.at(), RetentionWindow.DEFAULT.least(), unasked.at());
    Observation asked = unasked.withFinalCopy(kind.verifyFinalCopy(session, ref, demand));

    assertThat(kind.stagedDeletion().next(Goal.PURGED, unasked, record))
        .isInstanceOf(NextAction.Blocked.class);
    assertThat(kind.stagedDeletion().next(Goal.PURGED, asked, record))
        .isInstanceOf(NextAction.Apply.class);
  }

  /// The plan was good when it was made.
  @ParameterizedTest
  @EnumSource
  void aPlanDeletesNothingWhenTheKeyWasDisabledSince(What what) {
    var scene = new Scene(what).due();
    Plan plan = scene.purge();
    scene.key.inState("Disabled");

    scene.apply(plan);

    assertThat(plan.steps()).isNotEmpty();
    assertThat(scene.deletes()).isEmpty();
    assertThat(scene.isThere()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"INSTANCE", "DATABASE", "MULTI_AZ_CLUSTER"})
  void aPlanDeletesNothingWhenItHasGrownSince(What what) {
    var scene = new Scene(what).due();
    Plan plan = scene.purge();
    scene.grow();

    scene.apply(plan);

    assertThat(plan.steps()).isNotEmpty();
    assertThat(scene.deletes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRetiredIsAskedForItsKeyByAPurgeOfWhatIsDueAlone(What what) {
    var scene = new Scene(what).due();
    long before = scene.looksAtKeys();
    scene.world.cloud.faults().deny("kms:DescribeKey");

    scene.molly().status(scene.chosen());
    scene.world.scan();
    scene.molly().extend(scene.chosen(), Duration.ofDays(7));
    scene.molly().applyUnconfirmed(scene.molly().planTo(Goal.RESTORED, scene.chosen()));

    assertThat(scene.looksAtKeys()).isEqualTo(before);
  }

  @Test
  void whatIsNotDueIsNotAskedForItsKey() {
    var scene = new Scene(What.INSTANCE);
    var wish = new RetireRequest("nobody uses it", Duration.ofDays(14), Set.of(), Set.of());
    scene.apply(scene.molly().retire(scene.chosen(), wish));
    scene.settle();
    long before = scene.looksAtKeys();

    Plan early = scene.purge();

    assertThat(early.refusals()).extracting(Refusal::guard).containsExactly("undo-window");
    assertThat(scene.looksAtKeys()).isEqualTo(before);
  }
}
