package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.Molly;
import dev.molly.aws.SdkAwsAccounts;
import dev.molly.config.PolicyLoader;
import dev.molly.engine.scan.ScanProgressListener;
import dev.molly.engine.scan.ScanRequest;
import dev.molly.model.AccountRef;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ScanReport;
import dev.molly.model.UserError;
import dev.molly.policy.PolicySet;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The README's example of molly as a library.
class LibraryExampleIT {
  @Test
  void runsAndSaysWhenThereAreNoCredentials() {
    assertThatThrownBy(LibraryExampleIT::example).isInstanceOf(UserError.class);
  }

  private static void example() {
    try (var aws =
        new SdkAwsAccounts(Optional.empty(), new RegionId("eu-west-1"), RateLimitConfig.DEFAULT)) {
      var baseline = new PolicyLoader(Molly.catalogue()).shipped("baseline");
      var request =
          new ScanRequest(
              List.of(new AccountRef.Own()),
              new RegionSelection.Enabled(),
              Molly.catalogue().kinds(),
              new PolicySet(List.of(baseline)));
      ScanReport report =
          new Molly(aws, Clock.systemUTC()).scan(request, ScanProgressListener.none());
      report.gaps().forEach(gap -> System.err.println(gap.why()));
    }
  }
}
