package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.contract.Strike.How;
import dev.molly.model.AccountRegion;
import dev.molly.model.ExitCode;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.KindId;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A scan on a network where answers are lost, cut, empty, or those of a proxy. Its report is the
/// same as ever, or it says what it could not read.
@Tag(Engine.MOTO)
class WireScanMotoIT {
  /// What is no answer at all: it is asked again, a few times.
  private static final Set<How> NO_ANSWERS =
      EnumSet.of(How.EMPTY, How.EMPTY_AFTER, How.PAGE, How.HALF, How.RESET_IN_BODY);

  private static final List<KindId> KINDS =
      Stream.of("ec2-instance", "rds-instance", "s3-bucket").map(KindId::new).toList();

  /// Without it there is no account to scan.
  private static final String WHO = "sts:GetCallerIdentity";

  private final MotoEngine moto = MotoEngine.orSkip();
  private final MollyOnWire molly;

  WireScanMotoIT() throws IOException {
    this.molly = new MollyOnWire(moto);
  }

  @BeforeEach
  void plant() {
    moto.reset();
    var where = new AccountRegion(moto.own(), MollyOnWire.REGION);
    KINDS.forEach(kind -> Retirable.plant(moto, where, kind));
  }

  @AfterEach
  void leaveNothing() {
    molly.close();
    moto.reset();
  }

  /// One question for each way to spoil an answer, so that all are struck in turn.
  @Test
  void anAnswerThatIsSpoiledOnceChangesNothingAndOneThatStaysSpoiledIsMissed() {
    Map<String, FindingStatus> clean = findings(molly.scan(KINDS));
    assertThat(clean.values()).isNotEmpty().doesNotContain(FindingStatus.UNKNOWN);
    List<String> questions = questions();

    int next = 0;
    for (How how : NO_ANSWERS) {
      String question = questions.get(next++ % questions.size());
      strikeOnce(how, question, clean);
      strikeForGood(how, question, clean);
    }
    strikeForGood(How.FORBIDDEN_PAGE, "ec2:DescribeInstances", clean);
    strikeForGood(How.FORBIDDEN_PAGE, "s3:GET ?policy", clean);
  }

  @ParameterizedTest
  @EnumSource(names = "HANG", mode = EnumSource.Mode.EXCLUDE)
  @Tag("deep")
  void everyQuestionIsSpoiledInEveryWay(How how) {
    Map<String, FindingStatus> clean = findings(molly.scan(KINDS));
    assertThat(clean.values()).isNotEmpty().doesNotContain(FindingStatus.UNKNOWN);

    for (String question : questions()) {
      if (how != How.FORBIDDEN_PAGE) {
        strikeOnce(how, question, clean);
      }
      if (NO_ANSWERS.contains(how) || how == How.FORBIDDEN_PAGE) {
        strikeForGood(how, question, clean);
      }
    }
  }

  /// What the last scan asked.
  private List<String> questions() {
    var questions = new TreeSet<>(molly.proxy().counts().keySet());
    questions.remove(WHO);
    assertThat(questions).hasSizeGreaterThan(5).contains("s3:GET /", "rds:DescribeDBInstances");
    return List.copyOf(questions);
  }

  private void strikeOnce(How how, String question, Map<String, FindingStatus> clean) {
    molly.proxy().strike(Strike.once(how, question, 1));

    ScanReport report = molly.scan(KINDS);

    assertThat(molly.proxy().struck()).as("%s %s", how, question).hasSize(1);
    assertThat(report.gaps()).as("%s once, %s", how, question).isEmpty();
    assertThat(findings(report)).as("%s once, %s", how, question).isEqualTo(clean);
  }

  private void strikeForGood(How how, String question, Map<String, FindingStatus> clean) {
    molly.proxy().strike(Strike.from(how, question, 1));

    ScanReport report = molly.scan(KINDS);
    Map<String, FindingStatus> now = findings(report);

    assertThat(molly.proxy().struck()).as("%s %s", how, question).isNotEmpty();
    assertThat(report.exitCode(Severity.LOW))
        .as("%s for good, %s", how, question)
        .isEqualTo(ExitCode.INCOMPLETE);
    assertThat(now.entrySet())
        .as("%s for good, %s", how, question)
        .allMatch(
            each ->
                each.getValue() == FindingStatus.UNKNOWN
                    || each.getValue() == clean.get(each.getKey()));
    assertThat(report.gaps().isEmpty())
        .as("%s for good, %s: what is missing is a gap", how, question)
        .isEqualTo(now.keySet().equals(clean.keySet()));
  }

  private static Map<String, FindingStatus> findings(ScanReport report) {
    var findings = new TreeMap<String, FindingStatus>();
    for (Finding finding : report.findings()) {
      findings.put(finding.rule() + " " + finding.resource().id(), finding.status());
    }
    return findings;
  }
}
