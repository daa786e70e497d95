package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.Molly;
import dev.molly.MollyBuilder;
import dev.molly.guard.ConfirmationInput;
import dev.molly.journal.JournalEntry;
import dev.molly.journal.JournalFolder;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.model.UserError;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.SimFleet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README's examples of molly as a library, on a simulated account.
class LibraryExampleTest {
  @TempDir private Path folder;

  @Test
  void protectsUndoesRetiresAndRestores() {
    var cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 7);
    SimFleet.seed(cloud, SimAws.OWN_ACCOUNT, List.of("eu-west-1"));
    MollyBuilder simulated =
        Molly.builder().aws(new SimAws(cloud)).clock(cloud.clock()).sleeper(cloud.clock()::advance);
    example(simulated, folder);

    assertThat(commands()).containsExactlyInAnyOrder("protect", "undo", "retire", "restore");
    try (Molly molly = simulated.regions("eu-west-1").stateFolder(folder).build()) {
      cloud.clock().advance(Duration.ofHours(1));
      molly.sweep();
      assertThat(molly.status().retired()).isEmpty();
    }
  }

  @Test
  void saysWhenThereAreNoCredentials() {
    MollyBuilder account = Molly.builder().profile("prod");
    Path state = Path.of(".molly");

    assertThatThrownBy(() -> example(account, state)).isInstanceOf(UserError.class);
  }

  private List<String> commands() {
    JournalFolder runs = JournalFolder.in(folder);
    return runs.all().stream()
        .map(run -> runs.read(run).getFirst())
        .map(began -> ((JournalEntry.RunStarted) began).command())
        .toList();
  }

  private static void example(MollyBuilder account, Path state) {
    try (Molly molly = account.regions("eu-west-1").stateFolder(state).build()) {
      ScanReport report = molly.scan(molly.policies("baseline"));
      report.gaps().forEach(gap -> System.err.println(gap.why()));

      Plan fixes =
          molly.protect(report).where(found -> found.severity() == Severity.CRITICAL).plan();
      fixes.steps().forEach(step -> System.out.println(step.call().command()));
      ApplyResult fixed = molly.apply(fixes, new ConfirmationInput.Given(molly.phrase(fixes)));
      fixed.runs().forEach(run -> molly.undo(run.run()));

      Plan plan = molly.retire("reports-db").because("moved").keepFor(Duration.ofDays(30)).plan();
      plan.refusals().forEach(no -> System.err.println(no.reason() + ": " + no.remedy()));
      molly.apply(plan, new ConfirmationInput.Given(molly.phrase(plan)));
      molly.sweep();
      molly.status().retired().forEach(one -> System.out.println(one.resource().ref().arn()));
      molly.restore("reports-db").apply();
    }
  }
}
