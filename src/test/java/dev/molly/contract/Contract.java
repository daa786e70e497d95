package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.Finding;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ScanReport;
import dev.molly.policy.PolicySet;
import dev.molly.policy.ScanRequest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/// What all parts of the contract share: an engine that is empty before each test.
interface Contract {
  RegionId IRELAND = new RegionId("eu-west-1");
  RegionId VIRGINIA = new RegionId("us-east-1");

  KindId EC2 = new KindId("ec2-instance");
  KindId RDS = new KindId("rds-instance");
  KindId CLUSTER = new KindId("rds-cluster");
  KindId S3 = new KindId("s3-bucket");

  Engine engine();

  @BeforeEach
  default void startAfresh() {
    engine().reset();
  }

  /// The caller's own account in one region.
  default AccountRegion in(RegionId region) {
    return new AccountRegion(engine().own(), region);
  }

  /// Makes something in the caller's own account in Ireland.
  default String create(Seed seed) {
    return engine().create(in(IRELAND), seed);
  }

  /// Scans the caller's own account for every kind the engine has.
  default ScanReport scan(PolicySet policies, RegionId... regions) {
    return scan(engine().kinds(), policies, regions);
  }

  /// Scans the caller's own account for one kind.
  default ScanReport scan(KindId kind, PolicySet policies, RegionId... regions) {
    return scan(List.of(kind), policies, regions);
  }

  private ScanReport scan(List<KindId> kinds, PolicySet policies, RegionId... regions) {
    var own = List.<AccountRef>of(new AccountRef.Own());
    var where = new RegionSelection.Named(List.of(regions));
    return engine().scan(new ScanRequest(own, where, kinds, policies));
  }

  /// The one finding on a control of a resource.
  default Finding finding(ScanReport report, KindId kind, String control, String identifier) {
    List<Finding> about =
        report.findings().stream()
            .filter(finding -> finding.resource().id().kind().equals(kind))
            .filter(finding -> finding.control().value().equals(control))
            .filter(finding -> finding.resource().identifier().equals(identifier))
            .toList();
    assertThat(about).as("findings on %s of %s %s", control, kind, identifier).hasSize(1);
    return about.getFirst();
  }

  /// What the findings are about, one for each.
  default List<String> identifiers(ScanReport report) {
    return report.findings().stream().map(finding -> finding.resource().identifier()).toList();
  }
}
