package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.SupportedKinds;
import dev.molly.model.ControlId;
import dev.molly.model.FindingStatus;
import dev.molly.model.KindId;
import dev.molly.model.ScanReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What each control of each kind reads as.
interface ReadingContract extends Contract {
  /// All resources stand side by side and are scanned once, as a fleet is.
  @TestFactory
  default Stream<DynamicTest> readsEachControlOfEachKind() {
    var identifiers = new HashMap<ExpectedReading, String>();
    for (ExpectedReading reading : ExpectedReadings.ALL) {
      if (blocker(reading).isEmpty()) {
        for (Seed seed : reading.seeds()) {
          identifiers.put(reading, create(seed));
        }
      }
    }
    ScanReport report = scan(Rules.everything(), IRELAND);
    return ExpectedReadings.ALL.stream()
        .map(
            reading ->
                DynamicTest.dynamicTest(
                    reading.toString(), () -> check(reading, report, identifiers)));
  }

  /// Why the engine cannot make the resource, if it cannot.
  private Optional<EngineDeviation> blocker(ExpectedReading reading) {
    if (!engine().kinds().contains(reading.kind())) {
      return Optional.of(EngineDeviation.NO_RDS);
    }
    return reading.laxly().isEmpty() ? reading.lax().filter(engine()::is) : Optional.empty();
  }

  private void check(
      ExpectedReading reading, ScanReport report, Map<ExpectedReading, String> identifiers) {
    blocker(reading).ifPresent(engine()::notOn);
    boolean lax = reading.lax().stream().anyMatch(engine()::is);

    FindingStatus read =
        finding(report, reading.kind(), reading.control(), identifiers.getOrDefault(reading, ""))
            .status();

    assertThat(read).isEqualTo(lax ? reading.laxly().orElseThrow() : reading.expected());
  }

  /// A kind or a control that nobody reads here would be a claim that nobody checks.
  @Test
  default void leavesOutNoControlOfAnyKind() {
    SupportedKinds.aws().catalog().controls().entrySet().stream()
        .filter(kind -> Seed.KINDS.contains(kind.getKey()))
        .forEach(
            kind ->
                kind.getValue()
                    .forEach(
                        control ->
                            assertThat(expected(kind.getKey(), control.id()))
                                .as("readings of %s of %s", control.id(), kind.getKey())
                                .contains(FindingStatus.PASS, FindingStatus.FAIL)));
  }

  private static Set<FindingStatus> expected(KindId kind, ControlId control) {
    return ExpectedReadings.ALL.stream()
        .filter(reading -> reading.kind().equals(kind) && reading.control().equals(control.value()))
        .map(ExpectedReading::expected)
        .collect(Collectors.toSet());
  }

  /// RDS lists the resources of two other services as well.
  @Test
  default void tellsNeptuneAndDocumentDbApartByTheirEngine() {
    engine().notOn(EngineDeviation.NO_RDS);
    create(Seed.cluster("aurora", "aurora-mysql"));
    var graph = Seed.cluster("graph", "neptune");
    create(graph);
    create(Seed.database("graph-1").memberOf(graph));
    if (!engine().is(EngineDeviation.NO_DOCUMENTDB)) {
      var documents = Seed.cluster("documents", "docdb");
      create(documents);
      create(Seed.database("documents-1").memberOf(documents));
    }

    ScanReport report = scan(Rules.only("deletion-protection"), IRELAND);

    assertThat(identifiers(report)).containsExactly("aurora");
  }

  @Test
  default void holdsRulesAgainstWhatIsTaggedAsTheyAsk() {
    var wanted =
        List.of(
            create(Seed.instance().tagged("env", "production")),
            create(Seed.bucket("tagged-bucket").tagged("env", "production")));
    create(Seed.instance().tagged("env", "dev"));
    create(Seed.bucket("dev-bucket").tagged("env", "dev"));
    create(Seed.bucket("untagged-bucket"));

    ScanReport report = scan(Rules.ofProduction(), IRELAND);

    assertThat(identifiers(report).stream().distinct()).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  default void holdsRulesAgainstDatabasesThatAreTaggedAsTheyAsk() {
    engine().notOn(EngineDeviation.NO_RDS);
    create(Seed.database("tagged-db").tagged("env", "production"));
    create(Seed.cluster("tagged-cluster", "aurora-mysql").tagged("env", "production"));
    create(Seed.database("dev-db").tagged("env", "dev"));
    create(Seed.cluster("dev-cluster", "aurora-mysql"));

    ScanReport report = scan(Rules.ofProduction(), IRELAND);

    assertThat(identifiers(report).stream().distinct())
        .containsExactlyInAnyOrder("tagged-db", "tagged-cluster");
  }

  @Test
  default void callsAnInstanceByItsNameTag() {
    String id = create(Seed.instance().tagged("Name", "web-01"));

    ScanReport report = scan(EC2, Rules.only("termination-protection"), IRELAND);

    var resource = finding(report, EC2, "termination-protection", id).resource();
    assertThat(resource.name()).isEqualTo("web-01");
    assertThat(resource.arn())
        .isEqualTo("arn:aws:ec2:eu-west-1:" + engine().own() + ":instance/" + id);
  }
}
