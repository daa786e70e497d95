package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.ExitCode;
import dev.molly.model.RegionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole organization on moto: its management account and eight members, one bucket in each.
/// Moto knows no state but ACTIVE and SUSPENDED, and has no empty pages.
@Tag(Engine.MOTO)
class OrganizationMotoIT {
  private static final RegionId REGION = new RegionId("eu-west-1");
  private static final String ROLE = "molly-scan";

  @TempDir Path folder = Path.of("");

  private final MotoEngine moto = MotoEngine.orSkip();
  private final Map<String, AccountId> members = new HashMap<>();

  @BeforeEach
  void found() {
    moto.reset();
    try (var organization = moto.organizations()) {
      organization.createOrganization(r -> r.featureSet("ALL"));
      String root = organization.listRoots(r -> {}).roots().getFirst().id();
      String unit =
          organization
              .createOrganizationalUnit(r -> r.parentId(root).name("Prod"))
              .organizationalUnit()
              .id();
      for (String name :
          List.of("web", "db", "logs", "tools", "play-1", "play-2", "closed", "locked")) {
        var account = moto.createMember(organization, name, ROLE);
        if (List.of("web", "db").contains(name)) {
          organization.moveAccount(
              r -> r.accountId(account.value()).sourceParentId(root).destinationParentId(unit));
        }
        var stage =
            software.amazon.awssdk.services.organizations.model.Tag.builder()
                .key("stage")
                .value(name.equals("db") ? "test" : "prod")
                .build();
        organization.tagResource(r -> r.resourceId(account.value()).tags(stage));
        moto.create(new AccountRegion(account, REGION), Seed.bucket("data-" + name));
        members.put(name, account);
      }
      organization.closeAccount(r -> r.accountId(member("closed").value()));
    }
    moto.create(new AccountRegion(moto.own(), REGION), Seed.bucket("data-main"));
  }

  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void scansEveryActiveAccountAndLeavesTheClosedOneOut() throws IOException {
    JsonNode report = scan("exclude: [{ name: play-* }]", ExitCode.FINDINGS);

    assertThat(report.at("/gaps")).isEmpty();
    assertThat(report.at("/findings").findValuesAsText("id"))
        .contains("data-web", "data-db", "data-logs", "data-tools", "data-locked", "data-main")
        .doesNotContain("data-closed", "data-play-1", "data-play-2");
    assertThat(left(report))
        .containsOnly(
            Map.entry("closed", "suspended"),
            Map.entry("play-1", "excluded"),
            Map.entry("play-2", "excluded"));
    assertThat(report.at("/findings").findValuesAsText("accountName")).contains("web", "tools");
  }

  @Test
  void choosesByUnitAndByTag() throws IOException {
    JsonNode report =
        scan("include: [{ ou: /Prod }], exclude: [{ tags: { stage: test } }]", ExitCode.FINDINGS);

    assertThat(report.at("/findings").findValuesAsText("id")).containsOnly("data-web");
  }

  @Test
  void anAccountThatCannotBeEnteredIsAGap() throws IOException {
    moto.deny("sts:AssumeRole", "arn:aws:iam::" + member("locked") + ":role/" + ROLE);

    JsonNode report = scan("exclude: [{ name: play-* }]", ExitCode.INCOMPLETE);

    assertThat(report.at("/gaps").findValuesAsText("accountName")).containsExactly("locked");
    assertThat(report.at("/findings").findValuesAsText("id"))
        .contains("data-web", "data-main")
        .doesNotContain("data-locked");
  }

  @Test
  void aListThatIsDeniedIsNoReport() throws IOException {
    moto.deny("organizations:ListAccounts", "*");

    var ran = molly("");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.INCOMPLETE.code());
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("organizations:ListAccounts", "molly iam scan --organization");
  }

  private AccountId member(String name) {
    return Objects.requireNonNull(members.get(name));
  }

  private JsonNode scan(String filters, ExitCode expected) throws IOException {
    var ran = molly(filters);
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(expected.code());
    return new ObjectMapper().readTree(ran.out());
  }

  private MollyProcess.Result molly(String filters) throws IOException {
    Files.writeString(
        folder.resolve("molly.yaml"),
        "version: 1\norganization: { role: %s%s }\n"
            .formatted(ROLE, filters.isEmpty() ? "" : ", " + filters));
    return new MollyHere(folder)
        .on(moto.aws().uri(), moto.caller())
        .run(
            "scan",
            "--organization",
            "--config",
            "molly.yaml",
            "--region",
            REGION.value(),
            "--kind",
            "s3-bucket",
            "--format",
            "json");
  }

  private static Map<String, String> left(JsonNode report) {
    var left = new HashMap<String, String>();
    for (JsonNode account : report.at("/accounts")) {
      if (account.has("notScanned")) {
        left.put(account.get("name").asText(), account.get("notScanned").asText());
      }
    }
    return left;
  }
}
