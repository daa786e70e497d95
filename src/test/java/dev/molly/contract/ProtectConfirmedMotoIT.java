package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.guard.ConfirmationPhrase;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.report.change.PlanJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;

/// Only the plan that somebody confirmed is carried out, and only where nothing has changed since.
@Tag(Engine.MOTO)
class ProtectConfirmedMotoIT {
  private static final AccountId OTHER = new AccountId("444455556666");

  private final MotoEngine moto = MotoEngine.orSkip();
  private final UnprotectedFleet fleet = new UnprotectedFleet(moto);
  private final PolicyFolder here;

  ProtectConfirmedMotoIT(@TempDir Path folder) throws IOException {
    here = new PolicyFolder(folder, moto);
  }

  @BeforeEach
  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void withoutTheRightPhraseNothingIsWritten() throws Exception {
    fleet.plantFew();
    Map<String, String> before = fleet.settings();
    var dry = here.molly("protect", "--config", "molly.yaml", "--out", "plan.json");
    String right = dry.phrase();
    String other = here.molly("protect", "--config", "molly.yaml", "--kind", "s3-bucket").phrase();
    String older =
        ConfirmationPhrase.of(
            PlanJson.read(here.file("plan.json")), Instant.now().minus(Duration.ofHours(2)));
    String later = right.substring(0, right.lastIndexOf(' ') + 1) + "20991231T235959Z";

    assertNotConfirmed("it was not confirmed");
    assertNotConfirmed("is not for this plan", "--confirm", other);
    assertNotConfirmed("is not for this plan", "--confirm", later);
    assertNotConfirmed("has expired", "--confirm", older);

    assertThat(fleet.settings()).isEqualTo(before);
    assertThat(here.apply(right).exitCode()).isZero();
    assertThat(fleet.settings()).isNotEqualTo(before);
  }

  private void assertNotConfirmed(String why, String... more) throws Exception {
    var arguments = new ArrayList<>(List.of("protect", "--config", "molly.yaml", "--apply"));
    arguments.addAll(List.of(more));
    var result = here.molly(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(why).isEqualTo(3);
    assertThat(result.oneLine()).contains("Nothing was written", why);
    assertThat(here.journals()).isEmpty();
  }

  @Test
  void aSavedPlanIsCarriedOutOnce() throws Exception {
    fleet.plantFew();
    String phrase = here.save();

    var applied = here.molly("apply", "plan.json", "--config", "molly.yaml", "--confirm", phrase);

    assertThat(applied.exitCode()).as(applied.out() + applied.err()).isZero();
    assertThat(here.scanFailures("after", 0)).isEmpty();
    assertRefused(
        here.molly("apply", "plan.json", "--config", "molly.yaml", "--confirm", phrase), "drift: ");
  }

  @Test
  void aSavedPlanIsRefusedAfterSomebodyChangedOneResource() throws Exception {
    String id = fleet.plantFew();
    String phrase = here.save();
    ec2().modifyInstanceAttribute(r -> r.instanceId(id).disableApiTermination(v -> v.value(true)));
    Map<String, String> before = fleet.settings();

    var result = here.molly("apply", "plan.json", "--config", "molly.yaml", "--confirm", phrase);

    assertRefused(result, "drift: " + id, "no longer what the plan saw");
    assertThat(fleet.settings()).isEqualTo(before);
    assertThat(here.journals()).isEmpty();
  }

  @Test
  void aSavedPlanThatWasEditedIsRefused() throws Exception {
    fleet.plantFew();
    String phrase = here.save();
    Map<String, String> before = fleet.settings();
    Path plan = here.file("plan.json");
    String text = Files.readString(plan);
    String edited = text.replaceFirst("\"to\": \"7\"", "\"to\": \"8\"");
    assertThat(edited).isNotEqualTo(text);
    Files.writeString(plan, edited);

    var result = here.molly("apply", "plan.json", "--config", "molly.yaml", "--confirm", phrase);

    assertThat(result.exitCode()).isEqualTo(2);
    result.assertSaysClearly("its digest is not that of what it holds");
    assertThat(fleet.settings()).isEqualTo(before);
  }

  @Test
  void aSavedPlanIsRefusedInAnotherAccount() throws Exception {
    fleet.plantFew();
    String phrase = here.save();
    Map<String, String> before = fleet.settings();

    var result =
        here.as(moto.aws().credentials(OTHER))
            .run("apply", "plan.json", "--config", "molly.yaml", "--confirm", phrase);

    assertRefused(result, "identity: ", moto.own().value());
    assertThat(fleet.settings()).isEqualTo(before);
    assertThat(here.journals()).isEmpty();
  }

  private static void assertRefused(MollyProcess.Result result, String... words) {
    assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(3);
    assertThat(result.oneLine()).contains(words);
    result.assertSaysClearly("");
  }

  private Ec2Client ec2() {
    return moto.ec2(new AccountRegion(moto.own(), UnprotectedFleet.REGIONS.getFirst()));
  }
}
