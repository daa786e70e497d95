package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gate in front of the real Terraform, and the steps that it prints, typed as they are.
@Tag(Required.TERRAFORM)
@Tag(DeepTests.TAG)
class GateTerraformIT {
  private static final Pattern RETIRE = Pattern.compile("molly retire (arn:aws:ec2:\\S+)");
  private static final Pattern INSTANCE =
      Pattern.compile("resource \"aws_instance\" .*?\\n}\\n", Pattern.DOTALL);

  /// The lines of a `removed` block.
  private static final int BLOCK = 6;

  @TempDir private Path folder;
  private Path work;
  private Terraform terraform;
  private MotoServer moto;

  @BeforeEach
  void applied() throws IOException, InterruptedException {
    terraform = Terraform.orSkip(folder);
    moto = MotoServer.orSkip();
    moto.empty();
    terraform.with(
        Map.of(
            "AWS_ENDPOINT_URL",
            moto.uri().toString(),
            "AWS_ACCESS_KEY_ID",
            "key",
            "AWS_SECRET_ACCESS_KEY",
            "secret",
            "TF_VAR_image",
            "ami-03cf127a"));
    work = Files.createDirectory(folder.resolve("work"));
    Files.copy(Path.of("src/test/resources/gate/main.tf"), work.resolve("main.tf"));
    terraform.run(work, "init", "-input=false");
    terraform.run(work, "apply", "-auto-approve", "-input=false");
    // moto ignores the EC2 flag at launch: the second apply sets it.
    terraform.run(work, "apply", "-auto-approve", "-input=false");
  }

  @Test
  void aHarmlessPlanPassesAndWhatTakesProtectionAwayOrDestroysIsStopped()
      throws IOException, InterruptedException {
    var harmless = gate("-var=note=second");
    assertThat(harmless.exitCode()).as(harmless.out()).isZero();
    assertThat(harmless.out()).contains("Passed.", "1 update");

    var unprotected = gate("-var=protected=false");
    assertThat(unprotected.exitCode()).isEqualTo(1);
    assertThat(unprotected.out())
        .contains("HIGH gate-protection-off: changes aws_instance.web")
        .contains("HIGH gate-force-delete: changes aws_s3_bucket.archive")
        .contains("HIGH gate-backup-off: changes aws_s3_bucket_versioning.archive");

    var expiring = gate("-var=days=7");
    assertThat(expiring.exitCode()).isEqualTo(1);
    assertThat(expiring.out())
        .contains("HIGH gate-expiry: changes aws_cloudwatch_log_group.app[\"one\"]")
        .contains("HIGH gate-expiry: creates aws_s3_bucket_lifecycle_configuration.archive[0]");

    var replaced = gate("-replace=aws_instance.web");
    assertThat(replaced.exitCode()).isEqualTo(1);
    assertThat(replaced.out()).contains("CRITICAL gate-replace: replaces aws_instance.web");

    var destroyed = gate("-destroy");
    assertThat(destroyed.exitCode()).isEqualTo(1);
    assertThat(destroyed.oneLine())
        .contains("CRITICAL gate-delete: deletes aws_instance.web")
        .contains("Terraform switches termination and stop protection off by itself")
        .contains("HIGH gate-delete: deletes aws_ssm_parameter.secret")
        .doesNotContain("hunter2");
  }

  @Test
  void theStepsWorkAsTheyArePrinted() throws IOException, InterruptedException {
    var destroyed = gate("-destroy");
    List<String> lines = destroyed.out().lines().map(String::strip).toList();

    // Retire the instance: the plan of it, which asks before anything.
    Matcher retire = RETIRE.matcher(destroyed.out());
    assertThat(retire.find()).isTrue();
    var plan =
        molly()
            .run(
                "retire", retire.group(1), "--why", "no longer used", "--accept", "public-address");
    assertThat(plan.exitCode()).as(plan.out() + plan.err()).isZero();
    assertThat(plan.out()).contains("--confirm");

    // Let Terraform forget it: its block becomes the one that is printed.
    List<String> block = lines.subList(lines.indexOf("removed {"), lines.size()).subList(0, BLOCK);
    assertThat(block).contains("from = aws_instance.web");
    Path main = work.resolve("main.tf");
    Files.writeString(
        main, INSTANCE.matcher(Files.readString(main)).replaceFirst("") + String.join("\n", block));
    var forgotten = gate();
    assertThat(forgotten.exitCode()).as(forgotten.out()).isZero();
    terraform.run(work, "apply", "tfplan");
    assertThat(molly().run("scan", "--region", "eu-west-1", "--kind", "ec2-instance").out())
        .contains("Read      1 ec2-instance");

    // And what has a key in its address, by a command.
    List<String> commands =
        lines.stream().filter(line -> line.startsWith("terraform state rm")).toList();
    assertThat(commands).hasSize(2);
    for (String command : commands) {
      terraform.paste(work, command);
    }
    assertThat(gate("-destroy").out()).doesNotContain("aws_cloudwatch_log_group", "aws_instance");
  }

  private MollyProcess.Result gate(String... planned) throws IOException, InterruptedException {
    var plan = new ArrayList<>(List.of("plan", "-input=false", "-out=tfplan"));
    plan.addAll(List.of(planned));
    terraform.run(work, plan.toArray(String[]::new));
    Path json = folder.resolve("plan.json");
    Files.writeString(json, terraform.run(work, "show", "-json", "tfplan"));
    return molly().run("gate", json.toString());
  }

  private MollyProcess molly() {
    return new MollyProcess(folder).on(moto.uri(), AwsEndpoint.ADMIN);
  }
}
