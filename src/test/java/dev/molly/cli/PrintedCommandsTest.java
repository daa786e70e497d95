package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.app.App;
import dev.molly.cli.CommandRunner.Ran;
import dev.molly.model.ExitCode;
import dev.molly.sim.SimAccount;
import dev.molly.sim.SimFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every command that molly prints, typed as it was printed: it leads to where the command led that
/// printed it. Two accounts have a database of the same name, and one of them is entered by a role,
/// so that a command without its options would act on the other.
class PrintedCommandsTest {
  private static final String OWN = "111122223333";
  private static final String OTHER = "444455556666";
  private static final Pattern RUN = Pattern.compile("run ([0-9]{8}T[0-9]{6}Z-[0-9a-f]{6})");

  /// The options that a command must have where it takes them.
  private static final List<String> NEEDED = List.of("--sandbox", "--state", "--config");

  /// What a printed command does not end with: a usage that is wrong, or a bug.
  private static final Set<Integer> WRONG = Set.of(ExitCode.USAGE.code(), ExitCode.BUG.code());

  @TempDir private Path folder;

  @BeforeEach
  void launch() throws IOException {
    Files.createDirectory(folder.resolve("state"));
    SimFile.with(
        folder.resolve("state").resolve("sandbox.json"),
        cloud -> {
          populate(cloud.account(OWN), "own");
          populate(cloud.account(OTHER), "other");
          return cloud;
        });
    Files.writeString(
        folder.resolve("molly.yaml"),
        """
        version: 1
        accounts:
          - { id: "111122223333", name: prod }
          - { id: "444455556666", name: staging, role: "arn:aws:iam::444455556666:role/molly" }
        environments: { test: [staging] }
        """);
  }

  private static void populate(SimAccount account, String prefix) {
    account.launch("eu-west-1", one -> one.named("web").tagged("team", "ada"));
    account.launch(
        "eu-west-1",
        one -> one.named("member").tagged("aws:autoscaling:groupName", "grp " + prefix));
    account.createDb("eu-west-1", "orders", db -> db.createdAgo(Duration.ofDays(30)));
    var ledger = account.createCluster("eu-west-1", "ledger", db -> {});
    account.createDb("eu-west-1", "ledger-1", db -> db.memberOf(ledger));
    account.createBucket("eu-west-1", prefix + "-invoices", bucket -> {});
    account.createBucket(
        "eu-west-1",
        prefix + "-replicated",
        bucket -> bucket.replicatedTo("arn:aws:s3:::elsewhere"));
    account.launch("eu-west-1", one -> one.named("public").publicIp("198.51.100.7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scan --region eu-west-1",
        "scan --region eu-west-1 --policy strict",
        "scan --region eu-west-1 --account staging --format json",
        "scan --region eu-west-1 --environment test --format ndjson",
        "scan --region eu-west-1 --format csv",
        "scan --region eu-west-1 --format sarif",
        "scan --region eu-west-1 --format junit",
        "scan --region eu-west-1 --format html",
        "scan --region eu-west-9",
        "scan --region eu-west-1 --kind s3-bucket",
        "protect --region eu-west-1",
        "protect --region eu-west-1 --account staging --policy strict",
        "protect --region eu-west-1 --limit 1",
        "protect --region eu-west-1 --id nothing-of-it",
        "protect --region eu-west-1 --out PLAN",
        "protect --region eu-west-1 --apply",
        "protect --region eu-west-1 --account staging --format json",
        "protect --region eu-west-1 --kind ec2-instance --limit 1 --format json",
        "retire --region eu-west-1 --account staging --why old member ledger-1 --format json",
        "lease --region eu-west-1 --account staging orders --for 2h --why patch --format json",
        "sweep --region eu-west-1 --format json",
        "retire --region eu-west-1 --account staging --why old --tag team=ada",
        "retire arn:aws:rds:eu-west-1:444455556666:db:orders --why old",
        "retire --region eu-west-1 --why old orders",
        "retire --region eu-west-1 --why old nothing-of-it",
        "retire --region eu-west-1 --account staging --why old --kind ec2-instance public",
        "retire --region eu-west-1 --why old own-replicated",
        "retire --region eu-west-1 --why old own-replicated --format json",
        "retire --region eu-west-1 --why old own-invoices",
        "retire --region eu-west-1 --why old",
        "lease --region eu-west-1 --account staging orders --for 2h --why patch",
        "status --region eu-west-1",
        "status --region eu-west-1 --format json",
        "sweep --region eu-west-1",
        "purge --region eu-west-1",
        "restore --region eu-west-1 --account staging orders",
        "extend --region eu-west-1 --account staging orders --by 7d",
        "undo 20260101T000000Z-000000",
        "undo not-a-run",
        "restore --region eu-west-1",
      })
  void worksWhenItIsPasted(String command) {
    Ran ran = molly(words(command));

    everyCommandOf(ran);
  }

  @Test
  void worksWhenItIsPastedAfterARun() {
    String again = "lease --region eu-west-1 --account staging orders --for 2h --why patch";
    List<List<String>> runs =
        List.of(
            words("protect --region eu-west-1 --account staging"),
            words(again),
            words(again + " --format json"),
            words("lease --region eu-west-1 --account staging orders --end"),
            words("retire --region eu-west-1 --account staging --why old --tag team=ada"),
            words("status --region eu-west-1"),
            words("status --region eu-west-1 --format json"),
            words("sweep --region eu-west-1"),
            words("extend --region eu-west-1 --account staging web --by 7d"),
            words("purge --region eu-west-1 web --account staging"));
    for (List<String> words : runs) {
      Ran shown = molly(words);
      everyCommandOf(shown);
      Pattern confirmed = Pattern.compile("Next +(molly .* --apply --confirm .*)");
      if (confirmed.matcher(shown.out()).find()) {
        everyCommandOf(molly(Pasted.words(shown.found(confirmed))));
      }
    }
  }

  @Test
  void theUndoOfASandboxRunTakesItBackAndItsJournalShowsIt() {
    String before = findings();
    Ran ran = applied(words("protect --region eu-west-1 --account staging --kind rds-instance"));
    String run = ran.found(RUN);

    Ran journal = molly(Pasted.words(ran.found(Pattern.compile("Journal +(molly .*)"))));
    Ran undone = molly(Pasted.words(ran.found(Pattern.compile("Undo +(molly .*)"))));

    assertThat(journal.out()).contains(run, "deletion-protection");
    assertThat(undone.exitCode()).as(undone.out()).isZero();
    assertThat(findings()).isEqualTo(before);
  }

  @Test
  void theFixOfAFindingActsOnTheFindingsAccountAndOnNoOther() {
    Ran scan = molly(words("scan --region eu-west-1 --kind rds-instance --policy strict"));
    String fix =
        Pasted.molly(scan.out()).stream()
            .filter(each -> each.contains(":" + OTHER + ":db:orders"))
            .findFirst()
            .orElseThrow();

    Ran ran = applied(Pasted.words(fix));

    assertThat(ran.out()).contains(OTHER).doesNotContain(OWN);
    assertThat(isProtected(OTHER)).isTrue();
    assertThat(isProtected(OWN)).isFalse();
  }

  @Test
  void databasesOfOneNameInTwoAccountsAreRestoredEachByItsOwnCommand() {
    String both =
        "retire arn:aws:rds:eu-west-1:%s:db:orders arn:aws:rds:eu-west-1:%s:db:orders --why old"
            .formatted(OWN, OTHER);
    Ran retired = applied(words(both));

    Ran status = molly(words("status --region eu-west-1"));

    assertThat(retired.exitCode()).as(retired.out()).isZero();
    assertThat(Pasted.molly(status.out()))
        .anyMatch(each -> each.startsWith("molly restore arn:aws:rds:eu-west-1:" + OWN))
        .anyMatch(each -> each.startsWith("molly restore arn:aws:rds:eu-west-1:" + OTHER));
    everyCommandOf(status);
  }

  /// The region of an ARN is looked in, whatever regions the config or the profile name.
  @Test
  void whatAnArnLedToIsFoundByTheCommandsThatArePrintedForIt() throws IOException {
    Files.writeString(
        folder.resolve("molly.yaml"), "regions: [eu-west-1]\n", StandardOpenOption.APPEND);
    var ids = new ArrayList<String>();
    SimFile.with(
        folder.resolve("state").resolve("sandbox.json"),
        cloud -> {
          var far =
              cloud
                  .account(OWN)
                  .launch(
                      "us-east-1",
                      one -> one.launchedAgo(Duration.ofDays(30)).protectedFromTermination());
          ids.add(far.id());
          return cloud;
        });
    String arn = "arn:aws:ec2:us-east-1:%s:instance/%s".formatted(OWN, ids.getFirst());

    Ran leased = applied(words("lease " + arn + " --for 2h --why patch"));
    Ran ended = molly(Pasted.words(leased.found(Pattern.compile("Undo +(molly .*)"))));
    Ran retired = applied(words("retire " + arn + " --why old"));
    String run = retired.found(RUN);
    Ran status = molly(next(retired));
    Ran restored = molly(words("restore --run " + run));
    Ran after = molly(next(restored));

    assertThat(leased.out()).containsPattern(ids.getFirst() + " --end .*--region us-east-1");
    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    assertThat(status.out()).contains(ids.getFirst());
    assertThat(next(restored)).containsSequence("--region", "us-east-1");
    assertThat(after.exitCode()).as(after.out() + after.err()).isZero();
  }

  @Test
  void aRefusalInJsonCarriesTheOptionsThatTheOneInTextDoes() throws IOException {
    String retire = "retire --region eu-west-1 --account staging --why old ledger-1";

    String text = molly(words(retire)).out();
    JsonNode json = new JsonMapper().readTree(molly(words(retire + " --format json")).out());

    String command = json.at("/refused/0/satisfy").asText().replaceFirst(".*: (?=molly )", "");
    assertThat(command)
        .startsWith("molly retire ")
        .contains(
            " ledger", " --why ", " --sandbox", " --state ", " --config ", " --account staging");
    assertThat(text).contains(command);
  }

  @Test
  void theFixOfABucketSaysWhereItIs() {
    Ran scan = molly(words("scan --region eu-west-1 --kind s3-bucket"));

    assertThat(Pasted.molly(scan.out()))
        .anyMatch(each -> each.contains("other-invoices --region eu-west-1 --account " + OTHER));
  }

  @Test
  void aFixCarriesThePolicyByWhichItIsOne() {
    Ran scan = molly(words("scan --region eu-west-1 --kind ec2-instance --policy strict"));

    assertThat(Pasted.molly(scan.out()))
        .filteredOn(each -> each.startsWith("molly protect"))
        .isNotEmpty()
        .allMatch(each -> each.contains("--policy strict"));
  }

  @Test
  void aListOfRegionsGoesOnWhole() {
    Ran scan = molly(words("scan --region eu-west-1,us-east-1"));

    assertThat(next(scan)).containsSequence("--region", "eu-west-1,us-east-1");
    everyCommandOf(scan);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kernel update, then reboot", "it's old, unused", "a and b; (c) or d", "old,"})
  void aReasonIsPrintedAsItWasGiven(String why) {
    var words = words("retire --region eu-west-1 --account staging orders --why");
    words.add(words.indexOf("--why") + 1, why);
    Ran shown = molly(words);

    var without = new ArrayList<>(next(shown));
    int confirm = without.indexOf("--confirm");
    assertThat(confirm).as(shown.out() + shown.err()).isPositive();
    without.subList(confirm - 1, confirm + 2).clear();
    assertThat(without).isEqualTo(words);
    Ran ran = molly(next(shown));
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
  }

  @Test
  void aPlanAndAConfigMayHaveACommaInTheirNames() throws IOException {
    Path config = Files.copy(folder.resolve("molly.yaml"), folder.resolve("a, b.yaml"));
    Path plan = folder.resolve("my plan, v2.json");
    var words = words("protect --region eu-west-1");
    words.set(words.size() - 1, config.toString());
    words.addAll(List.of("--out", plan.toString()));
    Ran shown = molly(words);

    assertThat(next(shown))
        .startsWith("apply", plan.toString())
        .containsSequence("--config", config.toString());
    Ran ran = molly(next(shown));
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sweep", "status"})
  void whatFollowsASelectionIsNotAboutMore(String command) {
    applied(words("retire --region eu-west-1 --why old own-invoices"));

    Ran ran = molly(words(command + " --region eu-west-1 --kind s3-bucket"));

    assertThat(next(ran)).as(ran.out() + ran.err()).containsSequence("--kind", "s3-bucket");
    everyCommandOf(ran);
  }

  @Test
  void whoToldAnOwnerSaysSoInTheSameSandbox() throws IOException {
    applied(words("retire --region eu-west-1 --why old own-invoices"));
    String state = folder.resolve("state").toString();
    molly(List.of("sandbox", "advance", "60d", "--state", state));

    Ran dry = molly(words("sweep --dry-run --region eu-west-1"));
    Ran text = molly(words("sweep --region eu-west-1"));
    Ran json = molly(words("sweep --region eu-west-1 --format json"));

    String say = "say so: molly sweep --told own-invoices --region eu-west-1 --sandbox --state ";
    assertThat(List.of(dry.exitCode(), text.exitCode(), json.exitCode())).containsOnly(4);
    assertThat(dry.out()).startsWith("NOT ANNOUNCED: 1 retired resource falls due");
    assertThat(new JsonMapper().readTree(json.out()).path("exitCode").asInt()).isEqualTo(4);
    assertThat(text.out())
        .startsWith("NOT ANNOUNCED: 1 retired resource falls due, and there is no channel");
    assertThat(text.oneLine()).contains("notify: {", say + state);
    assertThat(new JsonMapper().readTree(json.out()).at("/untold/0/why").asText())
        .contains(say + state);
  }

  @Test
  void whoToldTheOwnersOfTwoOfOneNameSaysWhichByTheArn() throws IOException {
    String orders = "arn:aws:rds:eu-west-1:%s:db:orders";
    applied(
        words("retire " + orders.formatted(OWN) + " " + orders.formatted(OTHER) + " --why old"));
    String state = folder.resolve("state").toString();
    molly(List.of("sandbox", "advance", "1h", "--state", state));
    molly(words("sweep --region eu-west-1 --wait"));
    molly(List.of("sandbox", "advance", "60d", "--state", state));

    Ran json = molly(words("sweep --region eu-west-1 --format json"));

    for (JsonNode untold : new JsonMapper().readTree(json.out()).path("untold")) {
      String told = untold.path("why").asText().replaceFirst(".*say so: ", "");
      Ran said = molly(Pasted.words(told));
      assertThat(WRONG).as(told + said.err()).doesNotContain(said.exitCode());
      assertThat(said.out()).contains("1 announced to their owners");
    }
  }

  /// Its name is another one by the time that the command is typed.
  @Test
  void aRestoreThatIsNotDoneYetGoesOnByTheNameThatTheDatabaseWillHave() {
    String arn = "arn:aws:rds:eu-west-1:" + OTHER + ":db:orders";
    applied(words("retire " + arn + " --why old --wait"));

    Ran restored = molly(words("restore " + arn + " --wait --wait-at-most 1m"));

    String goOn =
        new Ran(0, restored.err(), "").found(Pattern.compile("To go on: (molly restore .*)"));
    assertThat(goOn).contains(arn + " --wait ", "--region eu-west-1");
    Ran on = molly(Pasted.words(goOn));
    assertThat(on.exitCode()).as(on.out() + on.err()).isZero();
  }

  /// It is read elsewhere, by people who did not type what led to it.
  @Test
  void aNoticeOffersCommandsThatMeanTheResourceInItsAccount() throws IOException {
    String state = folder.resolve("state").toString();
    Path notices = folder.resolve("notices");
    Files.writeString(
        folder.resolve("molly.yaml"),
        "notify: { command: [tee, -a, '%s'] }%n".formatted(notices),
        StandardOpenOption.APPEND);
    applied(words("retire --region eu-west-1 --account staging --why old orders other-invoices"));
    molly(List.of("sandbox", "advance", "12d", "--state", state));
    molly(words("sweep --region eu-west-1"));

    for (String notice : Files.readAllLines(notices)) {
      for (JsonNode keep : new JsonMapper().readTree(notice).path("keep")) {
        var typed = new ArrayList<>(Pasted.words(keep.asText()));
        typed.addAll(List.of("--state", state));
        typed.addAll(List.of("--config", folder.resolve("molly.yaml").toString()));
        Ran ran = molly(typed);
        assertThat(ran.exitCode()).as(keep + ran.out() + ran.err()).isZero();
      }
    }
    assertThat(Files.readAllLines(notices)).hasSize(2);
    assertThat(molly(words("status --region eu-west-1")).out())
        .contains("orders", "in 9 days")
        .doesNotContain("other-invoices");
  }

  @Test
  void aRefusalOfTheAwsCliLeadsToTheSameProfileAndRegion() {
    var aws = "aws s3 rm s3://logs/k --profile prod --region=eu-west-1 --account x".split(" ");

    MollyCommandLine molly = commandLine();

    assertThat(
            InvocationParser.of(molly.whole(), List.of(aws), molly::options)
                .complete("molly restore logs"))
        .isEqualTo("molly restore logs --profile prod --region=eu-west-1");
  }

  /// The words of what is to be typed next.
  private static List<String> next(Ran ran) {
    return Pasted.words(ran.found(Pattern.compile("Next +(molly .*)")));
  }

  private String findings() {
    return molly(words("scan --region eu-west-1")).out().replaceAll("Took .*", "");
  }

  private boolean isProtected(String account) {
    var on = new boolean[1];
    SimFile.with(
        folder.resolve("state").resolve("sandbox.json"),
        cloud -> {
          on[0] =
              cloud
                  .account(account)
                  .rds("eu-west-1")
                  .describeDBInstances(r -> r.dbInstanceIdentifier("orders"))
                  .dbInstances()
                  .getFirst()
                  .deletionProtection();
          return cloud;
        });
    return on[0];
  }

  /// A command's plan, carried out by the command that was printed with it.
  private Ran applied(List<String> words) {
    return molly(Pasted.words(molly(words).found(Pattern.compile("Next +(molly .*)"))));
  }

  private void everyCommandOf(Ran ran) {
    String output = ran.out() + ran.err();
    assertThat(ran.exitCode()).as(output).isNotEqualTo(ExitCode.BUG.code());
    Set<String> commands = Pasted.molly(output);
    assertThat(commands.isEmpty() && ran.out().startsWith("This is")).as(output).isFalse();
    for (String command : commands) {
      assertCarriesWhatItNeeds(command);
    }
    for (String command : Pasted.aws(output)) {
      assertSaysItsAccount(command);
    }
    Map<Path, byte[]> state = state();
    for (String command : oneOfEach(commands)) {
      assertWorks(command);
      restore(state);
    }
  }

  /// Findings have one each, and they are alike: one of each will do.
  private static List<String> oneOfEach(Set<String> commands) {
    var byVerb = new LinkedHashMap<String, String>();
    commands.forEach(each -> byVerb.put(Pasted.words(each).getFirst(), each));
    return List.copyOf(byVerb.values());
  }

  private static MollyCommandLine commandLine() {
    var terminal =
        new Terminal(OutputStream.nullOutputStream(), System.err, false, false, 0, Map.of());
    return App.commandLine(terminal, () -> false);
  }

  private static void assertCarriesWhatItNeeds(String command) {
    List<String> words = Pasted.words(command);
    MollyCommandLine molly = commandLine();
    Set<String> options =
        molly
            .options(String.join(" ", words.subList(0, Math.min(2, words.size()))))
            .or(() -> molly.options(words.getFirst()))
            .orElseThrow();
    for (String option : NEEDED) {
      if (options.contains(option)) {
        assertThat(words).as(command).contains(option);
      }
    }
  }

  private static void assertSaysItsAccount(String command) {
    String check = "test \"$(aws sts get-caller-identity --query Account --output text)\" = ";
    assertThat(command)
        .as("an AWS command that would act on whatever account the shell is in")
        .matches(
            each ->
                Stream.of(OWN, OTHER)
                    .anyMatch(
                        account ->
                            each.startsWith(check + account + " && ")
                                || each.contains("--expected-bucket-owner " + account)
                                || each.matches(
                                    "aws s3control get-.* --account-id " + account + ".*")))
        .contains("--region eu-west-1");
  }

  private void assertWorks(String command) {
    Ran ran = molly(Pasted.words(command));

    assertThat(WRONG).as(command + "\n" + ran.out() + ran.err()).doesNotContain(ran.exitCode());
  }

  private List<String> words(String command) {
    var words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.replaceAll(word -> word.equals("PLAN") ? folder.resolve("plan.json").toString() : word);
    words.addAll(List.of("--sandbox", "--state", folder.resolve("state").toString()));
    words.addAll(List.of("--config", folder.resolve("molly.yaml").toString()));
    return words;
  }

  /// Nothing is added to what was typed.
  private static Ran molly(List<String> words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            out, new PrintStream(err, true, StandardCharsets.UTF_8), false, false, 0, Map.of());

    int code = App.commandLine(terminal, () -> false).execute(words.toArray(String[]::new));
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Map<Path, byte[]> state() {
    var files = new HashMap<Path, byte[]>();
    try (Stream<Path> all = Files.walk(folder.resolve("state"))) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        files.put(each, Files.readAllBytes(each));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private void restore(Map<Path, byte[]> state) {
    try (Stream<Path> all = Files.walk(folder.resolve("state"))) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        Files.delete(each);
      }
      for (var each : state.entrySet()) {
        Files.write(each.getKey(), each.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
