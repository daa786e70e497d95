package dev.molly.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RuleId;
import dev.molly.model.Severity;
import dev.molly.model.UserError;
import dev.molly.policy.Exemption;
import dev.molly.policy.Policy;
import dev.molly.policy.Requirement;
import dev.molly.policy.ResourceSelector;
import dev.molly.policy.Rule;
import dev.molly.text.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyLoaderTest {
  private static final String RULE =
      """
      version: 1
      name: %s
      rules:
        - { id: %s, kind: s3-bucket, require: versioning, severity: low }
      """;

  private final PolicyLoader loader = new PolicyLoader(SampleCatalogue.CATALOGUE);
  @TempDir private Path folder;

  @Test
  void readsAllThatAPolicyCanSay() throws IOException {
    Path file =
        write(
            "x.yaml",
            """
            version: 1
            name: web
            rules:
              - id: web-backups
                kind: rds-instance
                require: { backup-retention: { at-least: 36h } }
                severity: critical
                where:
                  names: "web-*"
                  accounts: [012345678901, "1111*"]
                  regions: [eu-west-1, us-*]
                  tags: { env: [prod, 1, true], empty: '' }
                why: Nothing else keeps them.
                references: [Runbook 17, 4]
            exemptions:
              - rule: web-backups
                where: { names: [a, b] }
                reason: rebuilt every night
                until: 2027-01-31
            """);

    List<Policy> policies = loader.load(List.of(file));

    var where =
        new ResourceSelector(
            globs("web-*"),
            globs("012345678901", "1111*"),
            globs("eu-west-1", "us-*"),
            Map.of("env", globs("prod", "1", "true"), "empty", globs("")));
    var rule =
        new Rule(
            new RuleId("web-backups"),
            new KindId("rds-instance"),
            new Requirement.AtLeast(new ControlId("backup-retention"), Duration.ofHours(36)),
            Severity.CRITICAL,
            where,
            "Nothing else keeps them.",
            List.of("Runbook 17", "4"));
    var exemption =
        new Exemption(
            new RuleId("web-backups"),
            new ResourceSelector(globs("a", "b"), List.of(), List.of(), Map.of()),
            "rebuilt every night",
            LocalDate.of(2027, 1, 31));
    assertThat(policies).containsExactly(new Policy("web", List.of(rule), List.of(exemption)));
  }

  @Test
  void takesWhatIsLeftOutAsEverythingAndNothing() throws IOException {
    Path file = write("x.yaml", RULE.formatted("a", "a"));

    Rule rule = loader.load(List.of(file)).getFirst().rules().getFirst();

    assertThat(rule.where()).isEqualTo(ResourceSelector.EVERYTHING);
    assertThat(rule.why()).isEmpty();
    assertThat(rule.references()).isEmpty();
    assertThat(rule.require()).isEqualTo(new Requirement.Enabled(new ControlId("versioning")));
  }

  @ParameterizedTest
  @MethodSource("badPolicies")
  void saysExactlyWhatIsWrongWith(PolicyDocument document) throws IOException {
    Path file = write("x.yaml", document.text());

    assertThat(messageOf(() -> loader.load(List.of(file))))
        .isEqualTo(document.expected() + "\nSee: molly explain policy");
  }

  static List<PolicyDocument> badPolicies() {
    return PolicyDocument.all("bad-policies.txt");
  }

  @Test
  void saysWhatIsWrongWithAllFilesAtOnce() throws IOException {
    Path good = write("good.yaml", RULE.formatted("a", "a"));
    Path bad = write("bad.yaml", "version: 1\nnam: x\nrules: []\n");
    Path missing = folder.resolve("missing.yaml");

    assertThat(messageOf(() -> loader.load(List.of(good, missing, bad))))
        .isEqualTo(
            """
            bad.yaml:1:1: a policy needs 'name'
            bad.yaml:2:1: unknown key 'nam'; did you mean 'name'?
            bad.yaml:3:8: 'rules' is a list, not an empty one
            missing.yaml: no such file
            See: molly explain policy\
            """);
  }

  @Test
  void refusesAHugeWordWithoutOverflowingTheStack() throws IOException {
    String huge = "a-".repeat(200_000) + "a";
    Path file = write("x.yaml", RULE.formatted("x", huge));

    assertThat(messageOf(() -> loader.load(List.of(file))))
        .startsWith("x.yaml:4:11: expected lower-case words joined by hyphens, not 'a-a-")
        .hasSizeLessThan(200);
  }

  @Test
  void readsTheYamlFilesOfAFolderInOrder() throws IOException {
    write("b.yaml", RULE.formatted("b", "b"));
    write("a.yml", RULE.formatted("a", "a"));
    write("notes.txt", "not: [yaml");
    Files.createDirectory(folder.resolve("nested.yaml"));

    assertThat(loader.load(List.of(folder))).extracting(Policy::name).containsExactly("a", "b");
  }

  @Test
  void refusesAFolderWithoutPolicies() {
    assertThatThrownBy(() -> loader.load(List.of(folder)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(folder + ": no policies here: no *.yaml or *.yml file");
  }

  @Test
  void readsAFileOnceThatIsNamedTwice() throws IOException {
    Path file = write("a.yaml", RULE.formatted("a", "a"));

    assertThat(loader.load(List.of(file, folder, folder.resolve("./a.yaml")))).hasSize(1);
  }

  @Test
  void refusesTheSameRuleIdInTwoFiles() throws IOException {
    write("a.yaml", RULE.formatted("a", "same"));
    write("b.yaml", RULE.formatted("b", "same"));

    assertThat(messageOf(() -> loader.load(List.of(folder))))
        .startsWith("b.yaml:4:11: rule id 'same' is already used in a.yaml:4:11\n");
  }

  @Test
  void letsAFileExemptFromARuleOfAnotherOne() throws IOException {
    Path rules = write("rules.yaml", RULE.formatted("rules", "kept"));
    Path exemptions = write("exemptions.yaml", exemptionFrom("kept"));

    assertThat(loader.load(List.of(exemptions, rules))).hasSize(2);
  }

  @Test
  void letsAFileExemptFromAShippedRule() throws IOException {
    Path own = write("exemptions.yaml", exemptionFrom("s3-versioning"));

    List<Policy> policies =
        loader.loadAll(List.of(PolicySource.Shipped.BASELINE, new PolicySource.Files(own)));

    assertThat(policies).extracting(Policy::name).containsExactly("baseline", "own");
  }

  @Test
  void saysWhichShippedPolicyAnExemptionNeeds() throws IOException {
    Path own = write("exemptions.yaml", exemptionFrom("s3-versioning"));

    assertThat(messageOf(() -> loader.load(List.of(own))))
        .startsWith(
            "exemptions.yaml:4:11: rule 's3-versioning' is part of the policy baseline, which is"
                + " not loaded\n");
  }

  @Test
  void doesNotCallARuleUnknownThatIsOnlyBroken() throws IOException {
    Path rules = write("rules.yaml", RULE.formatted("rules", "kept").replace("low", "lo"));
    Path exemptions = write("exemptions.yaml", exemptionFrom("kept"));

    assertThat(messageOf(() -> loader.load(List.of(exemptions, rules))))
        .isEqualTo(
            """
            rules.yaml:4:65: unknown severity 'lo'; did you mean 'low'?
            See: molly explain policy\
            """);
  }

  @Test
  void doesNotCallARuleUnknownThatMayBeInAFileThatCannotBeRead() throws IOException {
    Path rules = write("rules.yaml", "rules: [");
    Path exemptions = write("exemptions.yaml", exemptionFrom("kept"));

    assertThat(messageOf(() -> loader.load(List.of(exemptions, rules))))
        .startsWith("rules.yaml:1:9: not valid YAML: ")
        .doesNotContain("unknown rule");
  }

  @Test
  void refusesAShippedPolicyThatDoesNotExist() {
    assertThatThrownBy(() -> loader.shipped("base-line"))
        .isInstanceOf(UserError.class)
        .hasMessage("molly has no policy 'base-line'; did you mean 'baseline'?");
  }

  private static String exemptionFrom(String rule) {
    return """
    version: 1
    name: own
    exemptions:
      - rule: %s
        reason: none of your business
        until: 2027-01-31
    """
        .formatted(rule);
  }

  private static List<Glob> globs(String... patterns) {
    return List.of(patterns).stream().map(Glob::new).toList();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /// The message without the folder, whose name is another each time.
  private String messageOf(ThrowingCallable load) {
    var thrown = catchThrowableOfType(UserError.class, load);
    return String.valueOf(thrown.getMessage()).replace(folder + "/", "");
  }
}
