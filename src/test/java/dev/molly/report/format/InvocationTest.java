package dev.molly.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.report.format.Invocation.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationTest {
  private static final Set<String> PLACE = Set.of("--profile", "--config", "--region", "--account");

  private static final Map<String, Set<String>> COMMANDS =
      Map.of(
          "scan",
              Set.of(
                  "--profile",
                  "--config",
                  "--region",
                  "--account",
                  "--tag",
                  "--scan-store",
                  "--output",
                  "--report"),
          "trend", Set.of("--scan-store", "--output"),
          "protect",
              Set.of(
                  "--profile", "--config", "--region", "--account", "--kind", "--limit", "--out"),
          "restore", PLACE,
          "undo", Set.of("--profile", "--config"),
          "journal", Set.of(),
          "journal show", Set.of("--state"),
          "explain", Set.of());

  private final Invocation typed =
      typed(
          "protect",
          new Given("--profile", List.of("--profile", "prod eu")),
          new Given("--config", List.of("--config=molly.yaml")),
          new Given("--region", List.of("--region", "eu-west-1")),
          new Given("--kind", List.of("--kind", "rds-instance")),
          new Given("--limit", List.of("--limit", "3")),
          new Given("--apply", List.of("--apply")),
          new Given("--confirm", List.of("--confirm", "protect 3 in 1")));

  @Test
  void aCommandCarriesWhatLedHereAndWhatItTakesQuotedForAShell() {
    assertThat(typed.complete("molly restore i-0a1"))
        .isEqualTo(
            "molly restore i-0a1 --profile 'prod eu' --config=molly.yaml --region eu-west-1");
    assertThat(typed.complete("molly undo RUN"))
        .isEqualTo("molly undo RUN --profile 'prod eu' --config=molly.yaml");
    assertThat(typed.complete("molly explain gap")).isEqualTo("molly explain gap");
  }

  @Test
  void aCommandOfTwoWordsIsOne() {
    var state = typed("scan", new Given("--state", List.of("--state", "/var/molly")));

    assertThat(state.complete("molly journal show --run R"))
        .isEqualTo("molly journal show --run R --state /var/molly");
  }

  @Test
  void inASentenceTheOptionsStandWithTheirCommand() {
    var config = typed("scan", new Given("--config", List.of("--config", "m.yaml")));

    assertThat(config.complete("restore it (molly restore i-0a1 if needed); then: molly scan"))
        .isEqualTo(
            "restore it (molly restore i-0a1 --config m.yaml if needed); then: molly scan --config"
                + " m.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "molly scan --region eu-west-1,us-east-1",
        "molly restore i-1 --why 'kernel update, then reboot'",
        "molly restore i-1 --why \"kernel update; then (soon) reboot and go\"",
        "molly restore i-1 --why 'it'\\''s old, unused'",
        "molly restore i-1 --why \"a \\\"b, c\\\" d, e\"",
        "molly scan --out my\\ plan,\\ v2.json",
        "molly scan --out /a/b,c;d)e:f",
        "molly scan --why 'see molly undo, or molly scan'",
        "molly scan --why 'two\nlines, more'"
      })
  void whatAShellTakesForOneWordIsNeverDivided(String command) {
    var way = typed("scan", new Given("--config", List.of("--config", "/a, b/m.yaml")));
    String whole = command + " --config '/a, b/m.yaml'";

    assertThat(way.command(command)).isEqualTo(whole);
    assertThat(way.complete(command)).isEqualTo(whole);
    assertThat(way.complete(whole)).isEqualTo(whole);
    assertThat(way.complete("It is so: " + command + ", or wait."))
        .isEqualTo("It is so: " + whole + ", or wait.");
  }

  @Test
  void aNameThatLooksLikeProseIsAnArgumentBeforePunctuation() {
    var way = typed("scan", new Given("--config", List.of("--config", "m.yaml")));

    assertThat(way.complete("then: molly restore acme; or leave it"))
        .isEqualTo("then: molly restore acme --config m.yaml; or leave it");
    assertThat(way.complete("the next molly restore then goes on; wait"))
        .isEqualTo("the next molly restore --config m.yaml then goes on; wait");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", ")", "):", "),", ")."})
  void punctuationEndsACommandOfASentenceAndNoCommandThatIsAlone(String mark) {
    var way = typed("scan", new Given("--config", List.of("--config", "m.yaml")));

    assertThat(way.complete("do molly restore i-0a1" + mark))
        .isEqualTo("do molly restore i-0a1 --config m.yaml" + mark);
    assertThat(way.complete("do molly restore i-0a1" + mark + " See"))
        .isEqualTo("do molly restore i-0a1 --config m.yaml" + mark + " See");
    assertThat(way.command("molly restore --why old" + mark))
        .isEqualTo("molly restore --why old" + mark + " --config m.yaml");
  }

  @Test
  void anApostropheInTheProseAfterACommandQuotesNothing() {
    var way = typed("scan", new Given("--config", List.of("--config", "m.yaml")));

    assertThat(way.complete("molly restore i-0a1 if it isn't there; it's molly scan."))
        .isEqualTo(
            "molly restore i-0a1 --config m.yaml if it isn't there; it's molly scan --config"
                + " m.yaml.");
  }

  @Test
  void goingOnWithTheSameCommandKeepsItsSelectionAndNotWhatWasForOnce() {
    assertThat(typed.goOn("molly protect"))
        .isEqualTo(
            "molly protect --profile 'prod eu' --config=molly.yaml --region eu-west-1 --kind"
                + " rds-instance --limit 3");
    assertThat(typed.goOn("molly undo"))
        .isEqualTo("molly undo --profile 'prod eu' --config=molly.yaml");
  }

  /// The digest of one owner has such a command: it must not replace the report of all owners.
  @Test
  void aScanThatGoesOnWritesNoReportOfTheFirstOne() {
    var scan =
        typed(
            "scan",
            new Given("--tag", List.of("--tag", "team=web")),
            new Given("--output", List.of("--output", "s3://scans/all.txt")),
            new Given("--report", List.of("--report", "html=s3://scans/all.html")),
            new Given("--notify", List.of("--notify")));

    assertThat(scan.goOn("molly scan")).isEqualTo("molly scan --tag team=web");
  }

  @Test
  void theStoreOfTheScansIsThatOfEveryCommandThatReadsIt() {
    var store = new Given("--scan-store", List.of("--scan-store", "s3://scans/molly"));

    assertThat(typed("trend", store).complete("To see all: molly trend --list"))
        .isEqualTo("To see all: molly trend --list --scan-store s3://scans/molly");
    assertThat(typed("trend", store).command("molly scan"))
        .isEqualTo("molly scan --scan-store s3://scans/molly");
    assertThat(typed("scan", store).command("molly restore i-0a1"))
        .isEqualTo("molly restore i-0a1");
  }

  @Test
  void anOptionThatIsThereIsNotGivenTwice() {
    assertThat(typed.complete("molly scan --region all"))
        .isEqualTo("molly scan --region all --profile 'prod eu' --config=molly.yaml");
  }

  @Test
  void theSameCommandAgainCarriesNothingOutAndMayHaveAnotherLimit() {
    assertThat(typed.again())
        .isEqualTo(
            "molly protect --profile 'prod eu' --config=molly.yaml --region eu-west-1 --kind"
                + " rds-instance --limit 3");
    assertThat(typed.again("--limit", "40")).endsWith("--kind rds-instance --limit 40");
    assertThat(typed("undo").again("--limit", "40")).isEqualTo("molly undo");
  }

  @Test
  void aFixNamesTheResourceByItsArnAndABucketByItsPlaceToo() {
    assertThat(typed.protect(ref("rds-instance", "arn:aws:rds:eu-west-1:444455556666:db:orders")))
        .isEqualTo(
            "molly protect --id arn:aws:rds:eu-west-1:444455556666:db:orders --profile 'prod eu'"
                + " --config=molly.yaml");
    assertThat(typed.protect(ref("s3-bucket", "arn:aws:s3:::acme-logs")))
        .isEqualTo(
            "molly protect --id arn:aws:s3:::acme-logs --region eu-west-1 --account 444455556666"
                + " --profile 'prod eu' --config=molly.yaml");
  }

  @Test
  void whatNobodyTypedCarriesNothing() {
    assertThat(Invocation.none().complete("molly restore i-0a1")).isEqualTo("molly restore i-0a1");
    assertThat(Invocation.none().same("molly protect")).isEqualTo("molly protect");
  }

  private static Invocation typed(String command, Given... given) {
    var words = new ArrayList<>(List.of("molly", command));
    List.of(given).forEach(each -> words.addAll(each.words()));
    return new Invocation(words, List.of(given), name -> Optional.ofNullable(COMMANDS.get(name)));
  }

  private static ResourceRef ref(String kind, String arn) {
    var id =
        new ResourceId(
            new KindId(kind), new AccountId("444455556666"), new RegionId("eu-west-1"), "uid");
    return new ResourceRef(id, "orders", "orders", arn);
  }
}
