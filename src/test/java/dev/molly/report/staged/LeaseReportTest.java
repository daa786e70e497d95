package dev.molly.report.staged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.report.Rendered;
import dev.molly.report.Schemas;
import dev.molly.report.format.TextDisplay;
import dev.molly.retire.ProtectionLease;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LeaseReportTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Schemas SCHEMA = Schemas.inJar("schema/leases-1.schema.json");
  private static final Gap GAP =
      new Gap(
          new AccountId("111122223333"),
          Optional.of(new RegionId("eu-west-1")),
          Optional.empty(),
          "access denied",
          Optional.empty());

  private final Resource on = leased("i-0000000000000000a", NOW.plus(Duration.ofHours(2)));
  private final Resource ended = leased("i-0000000000000000b", NOW);
  private final Resource broken =
      resource("i-0000000000000000c", Map.of("molly:lease", "v=1 until=soon"));

  @Test
  void keepsToItsSchema() throws IOException {
    JsonNode document =
        new ObjectMapper()
            .readTree(
                Rendered.text(
                    out -> LeaseJson.write(leases(List.of(GAP), on, ended, broken), out)));

    assertThat(SCHEMA.errors(document)).isEmpty();
    assertThat(document.at("/leases").findValuesAsText("state"))
        .containsExactly("on", "ended", "unreadable");
  }

  @Test
  void whatNeedsSomebodyComesFirstAndSetsTheExitCode() throws IOException {
    String text = Rendered.text(out -> text(leases(List.of(), on, ended, broken), out));

    assertThat(text.indexOf("ENDED:")).isBetween(0, text.indexOf("Until:"));
    assertThat(text.indexOf("NO RECORD TO RELY ON:")).isBetween(0, text.indexOf("Until:"));
    assertThat(leases(List.of(), on).exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(leases(List.of(), ended).exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(leases(List.of(), broken).exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(leases(List.of(GAP), on).exitCode()).isEqualTo(ExitCode.INCOMPLETE);
  }

  @Test
  void noneInAGapIsNotNone() throws IOException {
    String text = Rendered.text(out -> text(leases(List.of(GAP)), out));

    assertThat(text).contains("in what could be read", "GAPS:", "access denied");
  }

  private static void text(LeaseReport leases, Writer out) throws IOException {
    new LeaseText(new TextDisplay(80, false)).render(leases, out);
  }

  private static LeaseReport leases(List<Gap> gaps, Resource... leased) {
    return new LeaseReport(NOW, new TreeSet<>(), List.of(leased), gaps);
  }

  private static Resource leased(String id, Instant until) {
    var off = new TreeMap<>(Map.of(new ControlId("termination-protection"), "on"));
    var lease =
        new ProtectionLease(
            id,
            "arn:aws:iam::111122223333:user/ada",
            "new kernel",
            NOW.minus(Duration.ofHours(1)),
            until,
            off);
    return resource(id, lease.tags());
  }

  private static Resource resource(String id, Map<String, String> tags) {
    var ref =
        new ResourceRef(
            new ResourceId(
                new KindId("ec2-instance"),
                new AccountId("111122223333"),
                new RegionId("eu-west-1"),
                id),
            id,
            "web-01",
            "arn:aws:ec2:eu-west-1:111122223333:instance/" + id);
    return new Resource(ref, "running", new Tags.Known(tags), Map.of());
  }
}
