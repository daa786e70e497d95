package dev.molly.contract;

import dev.molly.aws.AwsAccounts;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.Evidence;
import dev.molly.model.KindId;
import dev.molly.model.ResourceRef;
import dev.molly.model.ScanReport;
import dev.molly.policy.ScanRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Something that stands in for AWS, on which the contract runs.
///
/// Its names are the tags of the tests that run on it, and the words of `MOLLY_TEST_REQUIRE`.
interface Engine {
  String SIMULATOR = "simulator";
  String MOTO = "moto";
  String LOCALSTACK = "localstack";
  String CEPH = "ceph";

  String name();

  /// The account whose credentials molly has.
  AccountId own();

  /// The kinds it can hold.
  List<KindId> kinds();

  /// Where it is known to be unlike AWS.
  Set<EngineDeviation> laxities();

  /// Whether it is lax in this way. A test that asks is counted as one that was held back.
  default boolean is(EngineDeviation lax) {
    if (!laxities().contains(lax)) {
      return false;
    }
    EngineCount.met(name(), lax);
    return true;
  }

  /// Skips the test, visibly, on an engine that cannot show what it is about.
  default void notOn(EngineDeviation lax) {
    Assumptions.assumeFalse(is(lax), () -> name() + ": " + lax.why());
  }

  /// Empties all accounts and lifts every denial.
  void reset();

  /// Makes a resource, and says what a person would type for it.
  String create(AccountRegion where, Seed seed);

  /// Clients with every permission; no longer of use after a [#deny].
  Ec2Client ec2(AccountRegion where);

  RdsClient rds(AccountRegion where);

  S3Client s3(AccountRegion where);

  /// A client of any service with every permission; no longer of use after a [#deny].
  <C extends SdkClient> C client(Class<C> type, AccountRegion where);

  /// A subnet that is there.
  String subnet(AccountRegion where);

  /// Lets molly's own way to AWS do something.
  <T> T with(Function<AwsAccounts, T> work);

  /// From now on molly may do all but this in its own account, as in `ec2:DescribeInstances`.
  void deny(String permission);

  /// What molly tells of a resource before it is retired.
  List<Evidence> evidence(ResourceRef resource);

  /// Scans with molly as it is.
  ScanReport scan(ScanRequest request);
}
