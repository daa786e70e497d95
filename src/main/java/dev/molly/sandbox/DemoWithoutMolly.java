package dev.molly.sandbox;

import dev.molly.Molly;
import dev.molly.cli.DemoStory;
import dev.molly.model.ScanReport;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.scan.ReportFormat;
import dev.molly.report.scan.ReportRenderers;
import dev.molly.sim.SimAccount;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.ec2.SimInstance;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The story of `molly demo`, on an account in memory: the findings of a scan, and the fate of
/// the found resources when a clean-up script runs against production instead of staging. Every
/// call is made, and every answer is the simulator's.
public final class DemoWithoutMolly implements DemoStory {
  private static final String REGION = "eu-west-1";

  private final DemoShell shell;

  public DemoWithoutMolly(DemoShell shell) {
    this.shell = shell;
  }

  @Override
  public void tell(Writer out, TextDisplay display) throws IOException {
    var cloud = new SimCloud(Instant.parse("2026-11-22T23:58:00Z"), 7);
    var told = new Telling(out, cloud, display);
    told.scan();
    told.cleanUp();
    told.aftermath();
    new DemoWithMolly(out, shell).tell();
  }

  /// One run of the story.
  private static final class Telling {
    private final Writer out;
    private final TextDisplay display;
    private final SimCloud cloud;
    private final SimAccount account;
    private final SimInstance web01;
    private final SimInstance web02;

    Telling(Writer out, SimCloud cloud, TextDisplay display) {
      this.out = out;
      this.display = display;
      this.cloud = cloud;
      this.account = cloud.account(SimAws.OWN_ACCOUNT);
      this.web01 = web("web-01", one -> {});
      this.web02 = web("web-02", SimInstance::protectedFromTermination);
      account.createDb(REGION, "orders-db", db -> db.tagged("env", "production"));
      account.createCluster(REGION, "ledger", db -> db.protectedFromDeletion());
      account.createBucket(
          REGION, "acme-prod-invoices", bucket -> bucket.holding(4_200_000, 91L << 30));
    }

    private SimInstance web(String name, Consumer<SimInstance> more) {
      return account.launch(
          REGION,
          one ->
              more.accept(one.named(name).tagged("env", "production").withDataVolume(200, true)));
    }

    void scan() throws IOException {
      say(
          "It is a quiet evening. This account lives in memory: no credentials, no network, no"
              + " risk.");
      say("");
      say("$ molly scan --region " + REGION);
      ScanReport report = look();
      ReportRenderers.of(ReportFormat.TEXT, display).render(report, out);
    }

    void cleanUp() throws IOException {
      say("");
      say(
          "Nobody acts on it. At 23:58 a clean-up script for staging runs, with production's"
              + " profile.");
      say("It asks nothing, and AWS asks nothing either:");
      say("");
      call("aws ec2 terminate-instances --instance-ids " + web01.id(), () -> terminate(web01));
      call("aws ec2 terminate-instances --instance-ids " + web02.id(), () -> terminate(web02));
      call(
          "aws rds delete-db-instance --db-instance-identifier orders-db --skip-final-snapshot",
          () ->
              account
                  .rds(REGION)
                  .deleteDBInstance(
                      r -> r.dbInstanceIdentifier("orders-db").skipFinalSnapshot(true))
                  .dbInstance()
                  .dbInstanceStatus());
      call(
          "aws rds delete-db-cluster --db-cluster-identifier ledger --skip-final-snapshot",
          () ->
              account
                  .rds(REGION)
                  .deleteDBCluster(r -> r.dbClusterIdentifier("ledger").skipFinalSnapshot(true))
                  .dbCluster()
                  .status());
    }

    void aftermath() throws IOException {
      say("");
      say(
          "web-01 is gone, and its data volume with it; orders-db is gone without a snapshot. What"
              + " was");
      say("protected is still there. Every one of these was in the report, with the command that");
      say("would have stopped it.");
      say("");
    }

    private ScanReport look() {
      try (Molly molly =
          Molly.builder().aws(new SimAws(cloud)).clock(cloud.clock()).regions(REGION).build()) {
        return molly.scan(molly.policies("baseline"));
      }
    }

    private String terminate(SimInstance instance) {
      return account
          .ec2(REGION)
          .terminateInstances(r -> r.instanceIds(instance.id()))
          .terminatingInstances()
          .getFirst()
          .currentState()
          .nameAsString();
    }

    private void call(String command, Answer answer) throws IOException {
      say("$ " + command);
      String said;
      try {
        said = answer.state();
      } catch (AwsServiceException e) {
        said = "refused: " + e.awsErrorDetails().errorMessage();
      }
      say("  " + said);
    }

    private void say(String line) throws IOException {
      out.write(line + "\n");
    }
  }

  private interface Answer {
    String state();
  }
}
