package dev.molly.sandbox;

import dev.molly.sim.SimAccount;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.SimFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The second half of the story: the same account, in which molly was run first. The commands
/// are really executed, on an account in a file of its own; only the relevant parts of their
/// output are shown.
final class DemoWithMolly {
  private static final String REGION = "eu-west-1";
  private static final Pattern PHRASE = Pattern.compile("--confirm \"([^\"]+)\"");
  private static final List<String> PROTECT = List.of("protect", "--limit", "100");

  private static final String WHY = "moved to the new cluster";

  /// The relevant lines: of a plan, those that the user should read; of a run, the result.
  private static final Predicate<String> WHAT_MATTERS =
      Pattern.compile(
              "^(molly |nothing\\.|Nothing is|i-|orders|preflight|To fix|FALLS"
                  + " DUE|REFUSED|STOPPED|  (STOP|Unknown|Due|Undone by: (molly"
                  + " restore|nothing)|[0-9]\\.)|    (backup|use): |    [0-9]{4}-)")
          .asPredicate();

  private final Writer out;
  private final DemoShell shell;

  DemoWithMolly(Writer out, DemoShell shell) {
    this.out = out;
    this.shell = shell;
  }

  void tell() throws IOException {
    Path folder = Files.createTempDirectory("molly-demo");
    try {
      tell(folder);
    } finally {
      delete(folder);
    }
  }

  private void tell(Path folder) throws IOException {
    String web = SimFile.with(file(folder), DemoWithMolly::fresh, DemoWithMolly::web);
    say("");
    say("The same account, after molly ran on it that morning:");
    applied(folder, PROTECT);
    say("");
    say("At 23:58 the same script runs, and AWS says no:");
    say("");
    pass(folder, Duration.ofHours(15).plusMinutes(57));
    inAws(folder, account -> cleanUp(account, web));
    say("");
    say(
        "What really has to go is retired: copied, renamed, stopped, and not deleted for two"
            + " weeks.");
    say("What a stop alone would lose is not lost unasked: it has to be accepted by name.");
    typed(folder, List.of("retire", web, "--why", WHY));
    applied(
        folder,
        List.of("retire", web, "orders-db", "--why", WHY, "--accept", "public-address"),
        "--wait");
    say("");
    say(
        "A week passes. RDS starts what is stopped again after seven days; the nightly sweep stops"
            + " it.");
    pass(folder, Duration.ofDays(8));
    typed(folder, List.of("sweep", "--wait"));
    say("");
    say("Somebody needs web-01 after all. Getting it back asks nothing:");
    typed(folder, List.of("restore", web, "--wait"));
    say("");
    say("Two days before the day the owner of orders-db is told: by a command or a webhook that");
    say(
        "molly.yaml names, or, as here, by a colleague who says to have done it. On the day it"
            + " may");
    say("be deleted, by a person who types its id. Its final copies stay.");
    pass(folder, Duration.ofDays(5));
    typed(folder, List.of("sweep", "--told", "orders-db", "--wait"));
    pass(folder, Duration.ofDays(3));
    applied(folder, List.of("purge"));
    typed(folder, List.of("status"));
    say("");
    say("Next: molly sandbox seed && molly scan --sandbox   (a larger fleet to try things on)");
    say("      molly scan --region all                      (your own account; it only reads)");
  }

  private static SimCloud fresh() {
    var cloud = new SimCloud(Instant.parse("2026-11-22T08:00:00Z"), 7);
    SimAccount account = cloud.account(SimAws.OWN_ACCOUNT);
    Duration old = Duration.ofDays(500);
    account.launch(
        REGION,
        one ->
            one.named("web-01")
                .launchedAgo(old)
                .publicIp("203.0.113.20")
                .withDataVolume(200, true));
    account.createDb(REGION, "orders-db", db -> db.createdAgo(old));
    account.createCluster(REGION, "ledger", db -> db.createdAgo(old));
    account.createBucket(REGION, "acme-prod-invoices", one -> one.holding(4_200_000, 91L << 30));
    return cloud;
  }

  private static String web(SimCloud cloud) {
    return cloud
        .account(SimAws.OWN_ACCOUNT)
        .ec2(REGION)
        .describeInstances(r -> {})
        .reservations()
        .getFirst()
        .instances()
        .getFirst()
        .instanceId();
  }

  private void cleanUp(SimAccount account, String web) {
    refused(
        "aws ec2 terminate-instances --instance-ids " + web,
        () -> account.ec2(REGION).terminateInstances(r -> r.instanceIds(web)));
    refused(
        "aws rds delete-db-instance --db-instance-identifier orders-db --skip-final-snapshot",
        () ->
            account
                .rds(REGION)
                .deleteDBInstance(
                    r -> r.dbInstanceIdentifier("orders-db").skipFinalSnapshot(true)));
    refused(
        "aws s3api delete-bucket --bucket acme-prod-invoices",
        () -> account.s3(REGION).deleteBucket(r -> r.bucket("acme-prod-invoices")));
  }

  private void refused(String command, Runnable call) {
    try {
      call.run();
      throw new IllegalStateException("the story has it that this is refused: " + command);
    } catch (AwsServiceException e) {
      lines.add("$ " + command);
      lines.add("  refused: " + e.awsErrorDetails().errorMessage());
    }
  }

  private final List<String> lines = new ArrayList<>();

  private void inAws(Path folder, Consumer<SimAccount> work) throws IOException {
    lines.clear();
    SimFile.with(
        file(folder),
        DemoWithMolly::fresh,
        cloud -> {
          work.accept(cloud.account(SimAws.OWN_ACCOUNT));
          return cloud;
        });
    for (String line : lines) {
      say(line);
    }
  }

  private static void pass(Path folder, Duration length) {
    SimFile.with(
        file(folder),
        DemoWithMolly::fresh,
        cloud -> {
          cloud.clock().advance(length);
          return cloud;
        });
  }

  /// Shows a dry run, and then the same command with the printed phrase.
  private void applied(Path folder, List<String> words, String... more) throws IOException {
    String plan = shell.type(folder, inTheSandbox(words));
    Matcher phrase = PHRASE.matcher(plan);
    if (!phrase.find()) {
      throw new IllegalStateException("the story has it that this can be confirmed: " + plan);
    }
    var confirmed = new ArrayList<>(words);
    confirmed.addAll(List.of(more));
    confirmed.addAll(List.of("--apply", "--confirm", phrase.group(1)));
    typed(folder, confirmed);
  }

  private void typed(Path folder, List<String> words) throws IOException {
    say("");
    say("$ molly " + String.join(" ", words.stream().map(DemoWithMolly::quoted).toList()));
    List<String> said =
        shell.type(folder, inTheSandbox(words)).lines().filter(WHAT_MATTERS).toList();
    for (String line : said) {
      say("  " + line);
    }
  }

  private static List<String> inTheSandbox(List<String> words) {
    return Stream.concat(words.stream(), Stream.of("--sandbox")).toList();
  }

  private static String quoted(String word) {
    return word.contains(" ") ? '"' + word + '"' : word;
  }

  private static Path file(Path folder) {
    return folder.resolve("sandbox.json");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private void say(String line) throws IOException {
    out.write(line + "\n");
  }
}
