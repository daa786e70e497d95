package dev.molly.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.molly.sim.rds.SimDbCluster;
import dev.molly.sim.rds.SimDbInstance;
import java.time.Instant;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RdsException;

/// One region of one simulated account, with databases in it and RDS's own client.
public final class SimTestRegion {
  private static final String REGION = "us-east-1";

  public final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
  final SimAccount account = cloud.account("111122223333");
  public final RdsClient rds = account.rds(REGION);

  public SimDbInstance db(String name, Consumer<SimDbInstance> description) {
    return account.createDb(REGION, name, description);
  }

  public SimDbCluster cluster(String name, Consumer<SimDbCluster> description) {
    return account.createCluster(REGION, name, description);
  }

  public void protect(String name, boolean on) {
    rds.modifyDBInstance(r -> r.dbInstanceIdentifier(name).deletionProtection(on));
  }

  public DBInstance describe(String name) {
    return rds.describeDBInstances(r -> r.dbInstanceIdentifier(name)).dbInstances().getFirst();
  }

  /// RDS refuses the call with this error code, and says this.
  public static void refused(ThrowingCallable call, String code, String message) {
    assertThatExceptionOfType(RdsException.class)
        .isThrownBy(call)
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
