package dev.molly.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RdsException;

/// One region of one simulated account, with databases in it and RDS's own client.
final class SimTestRegion {
  private static final String REGION = "us-east-1";

  final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
  final SimAccount account = cloud.account("111122223333");
  final RdsClient rds = account.rds(REGION);

  SimDbInstance db(String name, Consumer<SimDbInstance> description) {
    return account.createDb(REGION, name, description);
  }

  SimDbCluster cluster(String name, Consumer<SimDbCluster> description) {
    return account.createCluster(REGION, name, description);
  }

  void protect(String name, boolean on) {
    rds.modifyDBInstance(r -> r.dbInstanceIdentifier(name).deletionProtection(on));
  }

  DBInstance describe(String name) {
    return rds.describeDBInstances(r -> r.dbInstanceIdentifier(name)).dbInstances().getFirst();
  }

  /// RDS refuses the call with this error code, and says this.
  static void refused(ThrowingCallable call, String code, String message) {
    assertThatExceptionOfType(RdsException.class)
        .isThrownBy(call)
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
