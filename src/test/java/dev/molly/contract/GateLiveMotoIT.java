package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.gate.SamplePlan;
import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `molly gate --live` over the wire: a bucket and a database that a plan deletes.
@Tag(Engine.MOTO)
class GateLiveMotoIT {
  @TempDir Path folder = Path.of("");
  private final MotoEngine moto = MotoEngine.orSkip();

  @BeforeEach
  @AfterEach
  void empty() {
    moto.reset();
  }

  private MollyProcess.Result gate(String account) throws Exception {
    var where = new AccountRegion(moto.own(), new RegionId("eu-west-1"));
    moto.create(where, Seed.bucket("acme-logs"));
    moto.create(where, Seed.database("orders"));
    String orders = "{'arn':'arn:aws:rds:eu-west-1:%s:db:orders'}".formatted(account);
    Path plan =
        Files.writeString(
            folder.resolve("plan.json"),
            SamplePlan.of("aws_db_instance.orders", "delete", orders, "null")
                .with("aws_s3_bucket.logs", "delete", "{'arn':'arn:aws:s3:::acme-logs'}", "null")
                .json());
    return new MollyHere(folder)
        .on(moto.aws().uri(), moto.caller())
        .run("gate", plan.toString(), "--live", "--no-config");
  }

  @Test
  void theFactsAreThoseOfAws() throws Exception {
    var result = gate(moto.own().value());

    assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
    assertThat(result.oneLine())
        .contains("In AWS now: aws_db_instance.orders")
        .contains("protection: deletion-protection: DeletionProtection is off")
        .contains("In AWS now: aws_s3_bucket.logs")
        .contains("protection: versioning: versioning was never enabled")
        .doesNotContain("not known: ");
  }

  @Test
  void aPlanOfAnotherAccountIsNotAskedAbout() throws Exception {
    var result = gate("999999999999");

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.oneLine())
        .contains("not known: the plan is about account 999999999999")
        .doesNotContain("protection: ");
  }
}
