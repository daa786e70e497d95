package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.SupportedKinds;
import dev.molly.gate.ResourceTypes;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.KindId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The Terraform examples are what they say they are: formatted, valid, and found by a scan as they
/// were made.
@Tag(Required.TERRAFORM)
@Order(3)
class TerraformIT {
  private static final Path EXAMPLES = Path.of("terraform-examples");
  /// What version 5 of the provider, which the mirror holds, does not have yet.
  ///
  /// Source: the provider's documentation of `aws_eks_cluster` and `aws_cloudwatch_log_group`.
  private static final Set<String> SINCE_VERSION_6 =
      Set.of(
          "aws_cloudwatch_log_group.deletion_protection_enabled",
          "aws_eks_cluster.deletion_protection");

  private static final List<String> VARIABLES =
      List.of(
          "account_id=" + MotoEngine.DEFAULT_ACCOUNT,
          "image=molly@sha256:0",
          "vpc_id=vpc-1",
          "subnet_ids=[\"subnet-1\"]",
          "organization_id=o-a1b2c3d4e5",
          "organizational_unit_ids=[\"r-ab12\"]");

  private static final ObjectMapper JSON = new ObjectMapper();

  private static @Nullable JsonNode schemas;

  @TempDir private Path folder;

  private Terraform terraform;

  @BeforeEach
  void findTerraform() throws IOException {
    terraform = Terraform.orSkip(folder);
  }

  @Test
  void everyExampleIsFormatted() throws IOException, InterruptedException {
    terraform.run(EXAMPLES, "fmt", "-check", "-recursive", "-diff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "protected-resources",
        "unprotected-resources",
        "sandbox",
        "nightly-scan",
        "organization-scan",
        "guardrails"
      })
  void everyExampleIsValid(String name) throws IOException, InterruptedException {
    Path copy = copy(name);

    terraform.run(copy, "init", "-input=false");
    terraform.run(copy, "validate");
  }

  @ParameterizedTest
  @CsvSource({"nightly-scan,24", "organization-scan,28"})
  @Tag(DeepTests.TAG)
  void aScanOfEveryNightIsPlanned(String name, int resources)
      throws IOException, InterruptedException {
    terraform.with(
        Map.of(
            "AWS_ENDPOINT_URL",
            MotoServer.orSkip().uri().toString(),
            "AWS_ACCESS_KEY_ID",
            "key",
            "AWS_SECRET_ACCESS_KEY",
            "secret"));
    Path copy = copy(name);
    terraform.run(copy, "init", "-input=false");

    String plan =
        terraform.run(
            copy,
            Stream.concat(
                    Stream.of("plan", "-input=false", "-no-color"),
                    VARIABLES.stream()
                        .filter(each -> !each.startsWith("org") || name.startsWith("org"))
                        .map(each -> "-var=" + each))
                .toArray(String[]::new));

    assertThat(plan).contains("Plan: " + resources + " to add, 0 to change, 0 to destroy.");
  }

  /// What is attached are the files that `molly guardrails check` evaluates, and the boundary is
  /// made of them.
  @Test
  @Tag(DeepTests.TAG)
  void theGuardrailsAreTheFilesWithOtherNames() throws IOException, InterruptedException {
    terraform.with(
        Map.of(
            "AWS_ENDPOINT_URL",
            MotoServer.orSkip().uri().toString(),
            "AWS_ACCESS_KEY_ID",
            "key",
            "AWS_SECRET_ACCESS_KEY",
            "secret"));
    Path copy = copy("guardrails");
    terraform.run(copy, "init", "-input=false");
    terraform.run(
        copy,
        "plan",
        "-input=false",
        "-out=tfplan",
        "-var=account_id=" + MotoEngine.DEFAULT_ACCOUNT,
        "-var=purge_role=the-purger",
        "-var=targets=[\"ou-ab12-cd34ef56\"]");

    JsonNode planned =
        JSON.readTree(terraform.run(copy, "show", "-json", "tfplan")).get("planned_values");

    assertThat(planned.at("/root_module/resources")).hasSize(7);
    JsonNode outputs = planned.get("outputs");
    int statements = 0;
    for (String name : List.of("deletes", "protection", "tags")) {
      String file =
          Files.readString(EXAMPLES.resolve("guardrails/scp-%s.json".formatted(name)))
              .replace("role/molly-purge", "role/the-purger");
      JsonNode attached = JSON.readTree(outputs.at("/control_policies/value/" + name).asText());
      assertThat(attached).isEqualTo(JSON.readTree(file));
      statements += attached.get("Statement").size();
    }
    String boundary = outputs.at("/boundary/value").asText();
    assertThat(boundary).hasSizeLessThanOrEqualTo(6_144).doesNotContain("AccountStays");
    assertThat(JSON.readTree(boundary).get("Statement")).hasSize(statements - 1 + 3);
  }

  /// The tests of the state machine are about what Terraform makes of its template.
  @Test
  void theStateMachineIsTheOneThatIsTested() throws IOException, InterruptedException {
    Path alone = Files.createDirectory(folder.resolve("machine"));
    String template = ScanMachine.TEMPLATE.getFileName().toString();
    Files.copy(ScanMachine.TEMPLATE, alone.resolve(template));
    String values =
        ScanMachine.VALUES.entrySet().stream()
            .map(value -> "%s = \"%s\"".formatted(value.getKey(), value.getValue()))
            .collect(Collectors.joining(", "));
    Files.writeString(
        alone.resolve("main.tf"),
        """
        output "definition" {
          value = templatefile("%s", { shards = %d, %s })
        }
        """
            .formatted(template, ScanMachine.SHARDS, values));

    terraform.run(alone, "apply", "-auto-approve", "-input=false");

    assertThat(terraform.run(alone, "output", "-raw", "definition")).isEqualTo(ScanMachine.text());
  }

  /// The fix that a report names for Terraform can be typed as it is.
  @Test
  void theAttributesOfTheControlsAreInTheProvider() throws IOException, InterruptedException {
    JsonNode resources = schemas();

    Set<String> missing =
        SupportedKinds.aws().catalog().controls().values().stream()
            .flatMap(List::stream)
            .map(control -> control.terraform().split(" ", 2)[0])
            .filter(path -> !path.isEmpty() && !isAttribute(resources, path))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(missing).isSubsetOf(SINCE_VERSION_6);
  }

  @Test
  void theTypesOfTheGateAreInTheProvider() throws IOException, InterruptedException {
    JsonNode resources = schemas();
    var types = ResourceTypes.load();

    assertThat(
            Stream.concat(types.types().keySet().stream(), types.protections().keySet().stream()))
        .allMatch(resources::has);
  }

  /// The provider's resource types. They are asked for once, which takes seconds.
  private JsonNode schemas() throws IOException, InterruptedException {
    JsonNode known = schemas;
    if (known == null) {
      Path copy = copy("sandbox");
      terraform.run(copy, "init", "-input=false");
      known =
          JSON.readTree(terraform.run(copy, "providers", "schema", "-json"))
              .get("provider_schemas")
              .elements()
              .next()
              .get("resource_schemas");
      schemas = known;
    }
    return known;
  }

  private static boolean isAttribute(JsonNode resources, String path) {
    String[] names = path.split("\\.", -1);
    JsonNode block = resources.path(names[0]).path("block");
    for (int i = 1; i < names.length - 1; i++) {
      block = block.path("block_types").path(names[i]).path("block");
    }
    return block.path("attributes").has(names[names.length - 1]);
  }

  @Test
  @Tag(DeepTests.TAG)
  void aScanFindsTheSandboxAsTerraformMadeIt() throws IOException, InterruptedException {
    MotoServer moto = MotoServer.orSkip();
    moto.empty();
    Path copy = copy("sandbox");
    terraform.run(copy, "init", "-input=false");
    // moto ignores the EC2 flag at launch: the second apply sets it.
    apply(copy, moto);
    apply(copy, moto);
    JsonNode expected = JSON.readTree(terraform.run(copy, "output", "-json", "expected_findings"));
    Path policy = folder.resolve("policy.yaml");
    Files.writeString(policy, everyRule());
    Path report = folder.resolve("report.json");

    var scan =
        new MollyProcess(folder)
            .on(moto.uri(), AwsEndpoint.ADMIN)
            .run(
                "scan",
                "--region",
                "eu-west-1",
                "--policy",
                policy.toString(),
                "--format",
                "json",
                "--output",
                report.toString());

    assertThat(scan.exitCode()).as(scan.err()).isEqualTo(1);
    assertThat(lines(JSON.readTree(report.toFile()).get("findings")))
        .isEqualTo(lines(expected))
        .hasSizeGreaterThan(40);
  }

  private void apply(Path in, MotoServer moto) throws IOException, InterruptedException {
    terraform.run(
        in,
        "apply",
        "-auto-approve",
        "-input=false",
        "-var",
        "endpoint=" + moto.uri(),
        "-var",
        "region=eu-west-1");
  }

  private static Set<String> lines(JsonNode findings) {
    var lines = new TreeSet<String>();
    for (JsonNode finding : findings) {
      lines.add(
          Stream.of("rule", "kind", "id", "arn", "status")
              .map(field -> finding.get(field).asText())
              .collect(Collectors.joining(" ")));
    }
    return lines;
  }

  /// A rule for every control, called like its page: the names that the examples use.
  private static String everyRule() {
    var rules = new ArrayList<String>();
    for (KindId kind : SupportedKinds.aws().catalog().kinds()) {
      for (Control control :
          SupportedKinds.aws().catalog().controls().getOrDefault(kind, List.of())) {
        String require =
            control.measure() == Measure.DURATION
                ? "{ " + control.id() + ": { at-least: 7d } }"
                : control.id().value();
        rules.add(
            "  - { id: %s, kind: %s, require: %s, severity: high }"
                .formatted(control.page(), kind, require));
      }
    }
    return "version: 1\nname: every-control\nrules:\n" + String.join("\n", rules) + "\n";
  }

  private Path copy(String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    try (Stream<Path> files = Files.list(EXAMPLES.resolve(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }
}
