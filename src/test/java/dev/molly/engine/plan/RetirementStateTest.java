package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.retire.Inventory;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.simulation.world.ManualEdits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The tag that says to AWS that a retirement is due.
class RetirementStateTest {
  private static final String TAG = "molly:state";

  private final RetiredServer retired = new RetiredServer();

  @Test
  void theSweepSaysThatItIsDueOnceItsOwnerWasTold() {
    retired.isDue();
    assertThat(changes()).isEmpty();

    retired.sweep();
    assertThat(tags()).doesNotContainKey(TAG);
    advance(Duration.ofHours(2));

    assertThat(changes()).containsExactly(" -> molly:state=due");
    retired.sweep();
    assertThat(tags()).containsEntry(TAG, "due");
    assertThat(plan().steps()).isEmpty();
  }

  @Test
  void nothingIsDueBeforeItsTimeOrBeforeItIsRetiredToTheEnd() {
    retired.retire();
    advance(Duration.ofDays(12));
    retired.sweep();
    assertThat(changes()).isEmpty();

    hand().put(retired.server.id(), Map.of("Name", "web-01"));
    advance(Duration.ofDays(10));

    assertThat(plan().steps())
        .extracting(step -> step.change().control())
        .containsExactly(LifecycleAttributes.NAME, LifecycleAttributes.STATE);
  }

  @Test
  void theNextSweepTakesItAwayWhenItsTimeWasExtended() {
    isDueAndSaysSo();
    Inventory fleet = retired.inventory();

    retired.world.apply(retired.world.molly().extend(fleet, Duration.ofDays(7)));
    advance(Duration.ofHours(1));

    assertThat(changes()).containsExactly("molly:state=due -> ");
  }

  @Test
  void aForgedStateIsNoReasonToDeleteAndTheNextSweepTakesItAway() {
    retired.retire();
    hand().put(retired.server.id(), Map.of(TAG, "due"));
    advance(Duration.ofHours(1));

    Plan purge = retired.world.molly().purge(retired.inventory());

    assertThat(purge.steps()).isEmpty();
    assertThat(purge.refusals()).extracting(no -> no.guard()).containsExactly("undo-window");
    assertThat(changes()).containsExactly("molly:state=due -> ");
  }

  @Test
  void aPurgeNeedsNoState() {
    retired.isDueAndTold();

    assertThat(tags()).doesNotContainKey(TAG);
    assertThat(retired.world.molly().purge(retired.inventory()).steps()).isNotEmpty();
  }

  private void isDueAndSaysSo() {
    retired.isDueAndTold();
    retired.sweep();
    assertThat(tags()).containsEntry(TAG, "due");
    advance(Duration.ofMinutes(10));
  }

  private List<String> changes() {
    return plan().steps().stream()
        .map(step -> step.change())
        .filter(change -> change.control().equals(LifecycleAttributes.STATE))
        .map(RetirementStateTest::words)
        .toList();
  }

  private static String words(Change change) {
    return change.from() + " -> " + change.to();
  }

  private Plan plan() {
    Inventory fleet = retired.inventory();
    return retired
        .world
        .molly()
        .planSweep(fleet, retired.world.molly().status(fleet), Set.of())
        .plan();
  }

  private Map<String, String> tags() {
    return Map.copyOf(hand().tags(retired.server.id()));
  }

  private ManualEdits hand() {
    return ManualEdits.on(retired.world, retired.server.id());
  }

  private void advance(Duration time) {
    retired.world.cloud.clock().advance(time);
  }
}
