package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.contract.Strike.How;
import dev.molly.model.AccountRegion;
import dev.molly.model.ExitCode;
import dev.molly.model.KindId;
import dev.molly.plan.ApplyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A deletion that AWS throttles is not sent again without a look: a client that tries again by
/// itself would delete what another machine has restored meanwhile.
@Tag(Engine.MOTO)
class WireRaceMotoIT {
  @TempDir Path folder = Path.of("");

  private final MotoEngine moto = MotoEngine.orSkip();
  private final MollyOnWire molly;

  WireRaceMotoIT() throws IOException {
    this.molly = new MollyOnWire(moto);
  }

  @BeforeEach
  void empty() {
    moto.reset();
  }

  @AfterEach
  void leaveNothing() {
    moto.reset();
    molly.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ec2-instance, ec2:TerminateInstances",
    "rds-instance, rds:DeleteDBInstance",
    "rds-cluster, rds:DeleteDBCluster"
  })
  void whatIsRestoredWhileItsDeletionIsThrottledIsNotDeleted(String kind, String deletion) {
    var one = new KindId(kind);
    Retirable planted = plantedAndDue(one);
    molly.proxy().strike(Strike.once(How.THROTTLE, deletion, 1));
    molly.meanwhile(() -> molly.restore(folder.resolve("other"), one));

    ApplyResult purged = molly.purge(folder.resolve("one"), one);

    assertThat(purged.exitCode()).as("%s", purged).isNotEqualTo(ExitCode.CLEAN);
    assertThat(molly.proxy().counts()).containsEntry(deletion, 1);
    assertThat(planted.isThere()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ec2-instance, ec2:TerminateInstances",
    "rds-instance, rds:DeleteDBInstance",
    "rds-cluster, rds:DeleteDBCluster"
  })
  void whatIsNotRestoredIsDeletedByTheNextAttempt(String kind, String deletion) {
    var one = new KindId(kind);
    Retirable planted = plantedAndDue(one);
    molly.proxy().strike(Strike.once(How.THROTTLE, deletion, 1));

    ApplyResult purged = molly.purge(folder.resolve("one"), one);

    assertThat(purged.exitCode()).as("%s", purged).isEqualTo(ExitCode.CLEAN);
    assertThat(molly.proxy().counts()).containsEntry(deletion, 2);
    assertThat(planted.isThere()).isFalse();
  }

  /// The restored resource runs, is protected, and says that it came back.
  @ParameterizedTest
  @CsvSource({"ec2-instance, ec2:TerminateInstances"})
  void whatIsRestoredMeanwhileIsAsItWasInTheEnd(String kind, String deletion) {
    var one = new KindId(kind);
    molly.now();
    Retirable planted =
        Retirable.plant(moto, new AccountRegion(moto.own(), MollyOnWire.REGION), one);
    Map<String, String> before = planted.state();
    due(one);
    molly.proxy().strike(Strike.once(How.THROTTLE, deletion, 1));
    molly.meanwhile(() -> molly.restore(folder.resolve("other"), one));

    molly.purge(folder.resolve("one"), one);
    molly.later(Duration.ofHours(3));
    molly.restore(folder.resolve("other"), one);

    assertThat(planted.state()).isEqualTo(before);
  }

  private Retirable plantedAndDue(KindId kind) {
    molly.now();
    Retirable planted =
        Retirable.plant(moto, new AccountRegion(moto.own(), MollyOnWire.REGION), kind);
    due(kind);
    return planted;
  }

  private void due(KindId kind) {
    assertThat(molly.retire(folder.resolve("one"), kind).exitCode()).isEqualTo(ExitCode.CLEAN);
    molly.becomeDue(folder.resolve("one"), kind);
  }
}
