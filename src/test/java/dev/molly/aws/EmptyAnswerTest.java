package dev.molly.aws;

import static dev.molly.simulation.world.OneBucket.ALLOW;
import static dev.molly.simulation.world.OneBucket.described;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.Molly;
import dev.molly.SupportedKinds;
import dev.molly.config.PolicyLoader;
import dev.molly.model.AccountRef;
import dev.molly.model.ExitCode;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.policy.PolicySet;
import dev.molly.policy.ScanRequest;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.SimFleet;
import dev.molly.sim.core.SimCall;
import dev.molly.simulation.world.OneBucket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls that are answered by something with nothing in it: no instances, no bucket policy.
class EmptyAnswerTest {
  private static final String REGION = "eu-west-1";
  private static final int MANY = Integer.MAX_VALUE;

  @Test
  void whateverIsAnsweredByNothingIsMissedByTheScan() {
    SimCloud clean = fleet();
    Map<String, FindingStatus> before = findings(scan(clean));
    var questions =
        clean.calls().stream()
            .filter(call -> !call.write())
            .map(SimCall::api)
            .collect(Collectors.toSet());
    questions.remove("sts:GetCallerIdentity");

    for (String question : new TreeSet<>(questions)) {
      SimCloud cloud = fleet();
      cloud.faults().emptyAnswer(question).times(MANY);
      ScanReport report = scan(cloud);
      Map<String, FindingStatus> now = findings(report);

      assertThat(report.exitCode(Severity.LOW)).as(question).isEqualTo(ExitCode.INCOMPLETE);
      assertThat(now.entrySet())
          .as(question)
          .allMatch(
              each ->
                  each.getValue() == FindingStatus.UNKNOWN
                      || each.getValue() == before.get(each.getKey()));
      assertThat(report.gaps().isEmpty())
          .as("nothing is missing without a gap when %s says nothing", question)
          .isEqualTo(now.keySet().equals(before.keySet()));
    }
    assertThat(questions).contains("ec2:DescribeInstances", "s3:ListBuckets", "s3:GetBucketPolicy");
  }

  /// S3 says that there is no policy by an error of its own.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void anOwnersPolicyOutlivesAnAnswerWithNothingInIt(int nth) {
    String policy = "{\"Statement\":[" + ALLOW + "]}";
    var acme = new OneBucket(one -> described(one, policy).versioningSuspended());
    var before = acme.state();
    acme.world.cloud.faults().emptyAnswer("s3:GetBucketPolicy").onCall(nth).times(MANY);

    var plan = acme.retirement();
    if (!plan.steps().isEmpty()) {
      acme.world.apply(plan);
    }

    assertThat(acme.now().policy()).contains(ALLOW);
    acme.world.cloud.faults().clear();
    acme.retire();
    acme.sweep();
    assertThat(acme.now().policy()).contains(ALLOW, "MollyQuarantine");
    assertThat(acme.restore().exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(acme.state()).isEqualTo(before);
  }

  private static SimCloud fleet() {
    var cloud = new SimCloud(Instant.parse("2026-03-02T09:00:00Z"), 7);
    SimFleet.seed(cloud, SimAws.OWN_ACCOUNT, List.of(REGION));
    return cloud;
  }

  private static ScanReport scan(SimCloud cloud) {
    var policies =
        new PolicySet(
            List.of(new PolicyLoader(SupportedKinds.aws().catalog()).shipped("baseline")));
    var request =
        new ScanRequest(
            List.of(new AccountRef.Own()),
            new RegionSelection.Named(List.of(new RegionId(REGION))),
            SupportedKinds.aws().catalog().kinds(),
            policies);
    return Molly.builder()
        .aws(new SimAws(cloud))
        .clock(cloud.clock())
        .build()
        .scan(request, ScanProgressListener.none());
  }

  private static Map<String, FindingStatus> findings(ScanReport report) {
    var findings = new TreeMap<String, FindingStatus>();
    for (Finding finding : report.findings()) {
      // A resource that cannot be described has its identifier for an id.
      findings.put(finding.rule() + " " + finding.resource().identifier(), finding.status());
    }
    return findings;
  }
}
