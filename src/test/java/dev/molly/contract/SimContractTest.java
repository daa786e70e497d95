package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.FindingStatus;
import dev.molly.model.KindId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.ScanReport;
import dev.molly.policy.PolicySet;
import dev.molly.policy.ScanRequest;
import dev.molly.sim.SimAccount;
import dev.molly.sim.core.SimCall;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The contract on the simulator, and what only the simulator can show.
@Tag(Engine.SIMULATOR)
class SimContractTest implements WholeContract {
  private final SimEngine engine = new SimEngine();

  @Override
  public Engine engine() {
    return engine;
  }

  @Test
  void asksNobodyButABucketsOwnRegionAboutIt() {
    engine.create(in(IRELAND), Seed.bucket("in-ireland"));
    engine.create(in(VIRGINIA), Seed.bucket("in-virginia"));

    scan(S3, Rules.everything(), IRELAND, VIRGINIA);

    assertThat(engine.cloud().calls())
        .filteredOn(call -> call.resources().contains("in-ireland"))
        .isNotEmpty()
        .extracting(SimCall::region)
        .containsOnly(IRELAND.value());
  }

  @Test
  void anInstanceThatGoesBeforeItIsReadIsNotApplicable() {
    String id = create(Seed.instance());
    var gone =
        whenSeen(
            () -> {
              account().terminatedByHand(id);
              engine.cloud().clock().advance(Duration.ofHours(2));
            });

    ScanReport report = engine.scan(request(Rules.only("termination-protection")), gone);

    assertThat(finding(report, EC2, "termination-protection", id).status())
        .isEqualTo(FindingStatus.NOT_APPLICABLE);
    assertThat(report.gaps()).isEmpty();
  }

  @Test
  void aBucketThatGoesBeforeItIsReadIsNotApplicable() {
    String name = create(Seed.bucket("short-lived"));
    var gone = whenSeen(() -> engine.s3(in(IRELAND)).deleteBucket(r -> r.bucket(name)));

    ScanReport report = engine.scan(request(Rules.only("versioning")), gone);

    assertThat(finding(report, S3, "versioning", name).status())
        .isEqualTo(FindingStatus.NOT_APPLICABLE);
    assertThat(report.gaps()).isEmpty();
  }

  private SimAccount account() {
    return engine.cloud().account(engine.own().value());
  }

  private ScanRequest request(PolicySet policies) {
    return new ScanRequest(
        List.of(new AccountRef.Own()),
        new RegionSelection.Named(List.of(IRELAND)),
        engine.kinds(),
        policies);
  }

  /// Does something after a listing came upon the only resource, and before the resource is read.
  private static ScanProgressListener whenSeen(Runnable then) {
    return new ScanProgressListener() {
      @Override
      public void listing(AccountRegion target, KindId kind) {}

      @Override
      public void listed(AccountRegion target, KindId kind) {}

      @Override
      public void seen() {
        then.run();
      }

      @Override
      public void judged() {}
    };
  }
}
