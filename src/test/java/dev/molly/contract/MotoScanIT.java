package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// A fleet on moto, scanned as a user would scan it, and read back from every format: what is
/// reported is what was planted, one for one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag(Engine.MOTO)
@Order(5)
class MotoScanIT {
  private static final List<String> FORMATS =
      List.of("text", "json", "ndjson", "csv", "sarif", "junit", "html");

  /// The formats that leave out what nobody has to look at.
  private static final Set<String> ONLY_WHAT_NEEDS_SOMEBODY = Set.of("text", "sarif");

  private static final AccountId OTHER = new AccountId("444455556666");
  private static final List<RegionId> REGIONS =
      List.of(new RegionId("eu-west-1"), new RegionId("us-east-1"));

  @TempDir static Path folder = Path.of("");

  private final MotoEngine moto = MotoEngine.orSkip();
  private List<ExpectedFinding> planted = List.of();
  private int exitCode;

  @BeforeAll
  void plantAFleetAndScanIt() throws Exception {
    moto.reset();
    var places = new ArrayList<AccountRegion>();
    for (AccountId account : List.of(moto.own(), OTHER)) {
      REGIONS.forEach(region -> places.add(new AccountRegion(account, region)));
    }
    planted = ContractFleet.plant(places, moto).expected();
    Files.writeString(folder.resolve("fleet.yaml"), ContractFleet.POLICY);
    Files.writeString(
        folder.resolve("molly.yaml"),
        """
        version: 1
        accounts:
          - { id: "%s", name: own }
          - { id: "%s", name: other, role: molly-scan }
        """
            .formatted(moto.own(), OTHER));
    exitCode = scan("both", "--config", "molly.yaml").exitCode();
  }

  @AfterEach
  void allowEverything() {
    moto.allowEverything();
  }

  @AfterAll
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void aScanOfTheFleetEndsWithFindings() {
    assertThat(exitCode).isEqualTo(1);
  }

  /// Of both accounts, and of each status but unknown.
  @Test
  void theFleetHasHundredsOfResourcesAndEveryStatus() {
    assertThat(
            planted.stream()
                .map(row -> row.kind() + row.account() + row.region() + row.id())
                .distinct())
        .hasSizeGreaterThan(400);
    assertThat(planted.stream().map(ExpectedFinding::status).distinct())
        .containsExactlyInAnyOrder("pass", "fail", "ineffective", "exempt", "not-applicable");
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void everyFormatTellsWhatWasPlantedOneForOne(String format) throws Exception {
    assertTells(format, "both", planted);
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void aSecondScanWritesTheSameBytesButForTheTime(String format) throws Exception {
    if (Files.notExists(folder.resolve("again.json"))) {
      scan("again", "--config", "molly.yaml");
    }

    assertThat(timeless("again." + format).lines())
        .containsExactlyElementsOf(timeless("both." + format).lines().toList());
  }

  @Test
  void aDeniedReadIsUnknownInEveryFormat() throws Exception {
    moto.deny("ec2:DescribeInstanceAttribute");

    var result = scan("unread");

    assertThat(result.exitCode()).isEqualTo(4);
    var expected = own(row -> needsAttributes(row) ? row.with("unknown") : row);
    for (String format : FORMATS) {
      assertTells(format, "unread", expected);
      assertThat(text("unread." + format)).contains("ec2:DescribeInstanceAttribute");
    }
  }

  @Test
  void aDeniedListingIsAGapInEveryFormat() throws Exception {
    moto.deny("s3:ListAllMyBuckets");

    var result = scan("unlisted");

    assertThat(result.exitCode()).isEqualTo(4);
    var expected = own(row -> row).stream().filter(row -> !row.kind().equals("s3-bucket")).toList();
    for (String format : FORMATS) {
      assertTells(format, "unlisted", expected);
      assertThat(text("unlisted." + format)).contains("s3:ListAllMyBuckets");
      assertThat(ReportRows.gaps(format, folder.resolve("unlisted." + format)))
          .containsExactlyInAnyOrder(gap("eu-west-1"), gap("us-east-1"));
    }
  }

  /// Runs molly once, and has it write every format.
  private MollyProcess.Result scan(String name, String... more) {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("scan", "--region", "eu-west-1,us-east-1", "--policy", "fleet.yaml"));
    arguments.addAll(List.of("--format", "text", "--output", name + ".text"));
    for (String format : FORMATS.subList(1, FORMATS.size())) {
      arguments.addAll(List.of("--report", format + "=" + name + "." + format));
    }
    arguments.addAll(List.of(more));
    return new MollyHere(folder)
        .on(moto.aws().uri(), moto.caller())
        .run(arguments.toArray(String[]::new));
  }

  private void assertTells(String format, String name, List<ExpectedFinding> expected)
      throws Exception {
    List<ExpectedFinding> told = ReportRows.of(format, folder.resolve(name + "." + format));

    assertThat(told)
        .as(format)
        .containsExactlyInAnyOrderElementsOf(
            ONLY_WHAT_NEEDS_SOMEBODY.contains(format)
                ? expected.stream().filter(ExpectedFinding::needsSomebody).toList()
                : expected);
  }

  /// What was planted in the caller's own account, as somebody sees it who may not see all.
  private List<ExpectedFinding> own(UnaryOperator<ExpectedFinding> seen) {
    return planted.stream()
        .filter(row -> row.account().equals(moto.own().value()))
        .map(seen)
        .toList();
  }

  /// Whether the listing alone does not answer the rule.
  private static boolean needsAttributes(ExpectedFinding row) {
    return Set.of("termination", "stop", "shutdown").contains(row.rule())
        && Set.of("pass", "fail", "ineffective").contains(row.status());
  }

  private String gap(String region) {
    return "account " + moto.own() + ", " + region + ", s3-bucket";
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file), UTF_8);
  }

  /// The report without what the clock put there.
  private String timeless(String file) throws IOException {
    return text(file)
        .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+", "INSTANT")
        .replaceAll("[0-9]+ [A-Z][a-z]+ [0-9]{4}, [0-9]{2}:[0-9]{2} UTC", "INSTANT")
        .replaceAll("[0-9]+(\\.[0-9])? (s|min|h)\\b( [0-9]+ (s|min)\\b)*", "DURATION")
        .replaceAll("\"seconds\": ?[0-9.]+", "DURATION")
        .replaceAll("time=\"[0-9.]+\"", "DURATION");
  }
}
