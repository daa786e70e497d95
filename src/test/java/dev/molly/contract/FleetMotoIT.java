package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.ExitCode;
import dev.molly.model.RegionId;
import dev.molly.report.ReportText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An organization of forty accounts on moto, one of them much larger than the others, which is
/// scanned whole and in parts.
@Tag(Engine.MOTO)
class FleetMotoIT {
  private static final int ACCOUNTS = 40;
  private static final int PARTS = 4;
  private static final RegionId REGION = new RegionId("eu-west-1");
  private static final String ROLE = "molly-scan";

  @TempDir Path folder = Path.of("");

  private final MotoEngine moto = MotoEngine.orSkip();
  private AccountId large = moto.own();

  @BeforeEach
  void found() throws IOException {
    moto.reset();
    try (var organization = moto.organizations()) {
      organization.createOrganization(r -> r.featureSet("ALL"));
      for (int n = 1; n < ACCOUNTS; n++) {
        String name = "team-" + n;
        large = moto.createMember(organization, name, ROLE);
        moto.create(new AccountRegion(large, REGION), Seed.bucket("data-" + name));
      }
    }
    for (int n = 1; n <= 2 * PARTS; n++) {
      moto.create(new AccountRegion(large, REGION), Seed.bucket("data-large-" + n));
    }
    Files.writeString(
        folder.resolve("molly.yaml"), "version: 1\norganization: { role: %s }\n".formatted(ROLE));
  }

  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void thePartsOfAListAreTheSingleScanAndTheLargestAccountIsAmongFewOthers() throws IOException {
    assertThat(scan("--format", "json", "--output", "whole.json", "--report", "html=whole.html"))
        .isEqualTo(ExitCode.FINDINGS.code());
    assertThat(scan("--list-accounts", "--format", "json", "--output", "accounts.json"))
        .isEqualTo(ExitCode.CLEAN.code());
    var command = new ArrayList<>(List.of("report", "merge"));
    for (int n = 1; n <= PARTS; n++) {
      String part = "part-" + n + ".json";
      scan(
          "--accounts-from",
          "accounts.json",
          "--shard",
          n + "/" + PARTS,
          "--format",
          "json",
          "--output",
          part);
      command.add(part);
    }

    command.addAll(
        List.of("--format", "json", "--output", "all.json", "--report", "html=all.html"));
    var merged = new MollyHere(folder).run(command.toArray(String[]::new));

    assertThat(merged.exitCode()).as(merged.err()).isEqualTo(ExitCode.FINDINGS.code());
    for (String format : List.of("json", "html")) {
      assertThat(ReportText.butForTimes(read("all." + format)))
          .isEqualTo(ReportText.butForTimes(read("whole." + format)));
    }
    JsonNode report = new ObjectMapper().readTree(read("all.json"));
    assertThat(report.path("targets")).hasSize(ACCOUNTS);
    assertThat(report.path("gaps")).isEmpty();
    assertThat(report.at("/findings").findValuesAsText("id"))
        .contains("data-team-1", "data-team-39");
    JsonNode parts = new ObjectMapper().readTree(read("part-1.json")).at("/shard/parts");
    assertThat(parts).hasSize(PARTS);
    assertThat(parts.valueStream().filter(part -> part.valueStream().anyMatch(this::isLarge)))
        .singleElement()
        .satisfies(part -> assertThat(part.size()).isLessThan(ACCOUNTS / PARTS));
  }

  private boolean isLarge(JsonNode account) {
    return account.asText().equals(large.value());
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private int scan(String... options) {
    Stream<String> scan =
        Stream.of(
            "scan",
            "--organization",
            "--config",
            "molly.yaml",
            "--region",
            REGION.value(),
            "--kind",
            "s3-bucket");
    var ran =
        new MollyHere(folder)
            .on(moto.aws().uri(), moto.caller())
            .run(Stream.concat(scan, Stream.of(options)).toArray(String[]::new));
    return ran.exitCode();
  }
}
