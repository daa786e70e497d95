package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.aws.Aws;
import dev.molly.aws.LiveAws;
import dev.molly.engine.Applied;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.engine.Pace;
import dev.molly.engine.Progress;
import dev.molly.engine.Retiring;
import dev.molly.engine.Workshop;
import dev.molly.guard.Answer;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.Window;
import dev.molly.journal.JournalFolder;
import dev.molly.model.AccountRef;
import dev.molly.model.ExitCode;
import dev.molly.model.Goal;
import dev.molly.model.KindId;
import dev.molly.model.Limits;
import dev.molly.model.Plan;
import dev.molly.model.RegionChoice;
import dev.molly.model.RegionId;
import dev.molly.model.RunId;
import dev.molly.model.Target;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/// One database on moto, through the SDK's own clients. Moto gives all databases of a region one
/// resource id, so that there is one; what it renames and stops is through with it at once.
class RdsRetireMotoIT {
  private static final RegionId REGION = new RegionId("eu-west-1");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

  @TempDir Path folder = Path.of("");

  private final MotoEngine moto = MotoEngine.orSkip();
  private final RdsClient rds = moto.aws().rds(new Target(moto.own(), REGION));
  private final Map<String, String> settings =
      Map.of(
          "aws.endpointUrl", moto.aws().uri().toString(),
          "aws.accessKeyId", moto.caller().accessKeyId(),
          "aws.secretAccessKey", moto.caller().secretAccessKey());
  private Duration ahead = Duration.ZERO;
  private int runs;

  @BeforeEach
  void plant() {
    moto.reset();
    settings.forEach(System::setProperty);
    rds.createDBInstance(
        r ->
            r.dbInstanceIdentifier("orders")
                .dbInstanceClass("db.m5.large")
                .engine("postgres")
                .masterUsername("molly")
                .masterUserPassword("not-a-secret")
                .allocatedStorage(20)
                .tags(Tag.builder().key("env").value("production").build()));
  }

  @AfterEach
  void leaveNothing() {
    settings.keySet().forEach(System::clearProperty);
    moto.reset();
  }

  @Test
  void aDatabaseIsRetiredAndRestored() {
    try (var aws = live()) {
      retire(aws);
      DBInstance retired = database();
      assertThat(retired.dbInstanceIdentifier()).startsWith("orders-deleted-");
      assertThat(retired.dbInstanceStatus()).isEqualTo("stopped");
      assertThat(retired.deletionProtection()).isTrue();

      goOn(aws, Goal.RESTORED);

      DBInstance restored = database();
      assertThat(restored.dbInstanceIdentifier()).isEqualTo("orders");
      assertThat(restored.dbInstanceStatus()).isEqualTo("available");
      assertThat(restored.deletionProtection()).isFalse();
      assertThat(restored.tagList())
          .singleElement()
          .satisfies(tag -> assertThat(tag.key()).isEqualTo("env"));
    }
  }

  @Test
  void aDatabaseIsPurgedAndItsSnapshotsStay() {
    try (var aws = live()) {
      retire(aws);
      String name = database().dbInstanceIdentifier();
      ahead = Duration.ofDays(15);

      goOn(aws, Goal.PURGED);

      assertThat(rds.describeDBInstances().dbInstances()).isEmpty();
      assertThat(rds.describeDBSnapshots().dbSnapshots())
          .extracting(DBSnapshot::dbSnapshotIdentifier)
          .contains(name + "-final")
          .anyMatch(each -> each.startsWith("orders-molly-"));
    }
  }

  private void retire(Aws aws) {
    Changes molly = molly(aws);
    var wish = new Retiring("nobody uses it", Duration.ofDays(14), Set.of(), Set.of());
    Plan plan = molly.retire(chosen(molly), wish);
    Applied applied = molly.apply(plan, Optional.empty(), new Answer.Given(molly.phrase(plan)));
    assertThat(applied.exitCode()).as("%s", applied).isEqualTo(ExitCode.CLEAN);
  }

  private void goOn(Aws aws, Goal goal) {
    Changes molly = molly(aws);
    Plan plan = molly.towards(goal, chosen(molly));
    Applied applied =
        goal == Goal.RESTORED
            ? molly.back(plan)
            : molly.apply(plan, Optional.empty(), new Answer.Given(molly.phrase(plan)));
    assertThat(applied.exitCode()).as("%s", applied).isEqualTo(ExitCode.CLEAN);
  }

  private static Inventory chosen(Changes molly) {
    return molly.inventory(
        new RegionChoice.Named(List.of(REGION)),
        List.of(new KindId("rds-instance")),
        true,
        resource -> true,
        Progress.none());
  }

  private DBInstance database() {
    return rds.describeDBInstances().dbInstances().getFirst();
  }

  private Changes molly(Aws aws) {
    var workshop =
        new Workshop(
            new JournalFolder(folder),
            this::name,
            BlastLimit.DEFAULT,
            Pace.DEFAULT,
            length -> {},
            List::of,
            Duration.ofHours(1),
            Window.DEFAULT,
            Optional.empty(),
            () -> false);
    return new Changes(
        aws, Clock.offset(Clock.systemUTC(), ahead), workshop, List.of(new AccountRef.Own()));
  }

  private RunId name(Instant now) {
    runs++;
    return new RunId("%s-%06x".formatted(SECOND.format(now), runs));
  }

  private Aws live() {
    return new LaterAws(
        new LiveAws(Optional.empty(), new RegionId("us-east-1"), Limits.DEFAULT), () -> ahead);
  }
}
