package dev.molly.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.FindingStatus;
import dev.molly.model.KindId;
import dev.molly.model.OwnerTags;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.RuleId;
import dev.molly.model.Severity;
import dev.molly.model.Tags;
import dev.molly.text.Glob;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicySetTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-23");
  private static final KindId KIND = new KindId("ec2-instance");
  private static final ControlId CONTROL = new ControlId("termination-protection");
  private static final Protection ON = new Protection.On("the flag is on");
  private static final Protection OFF = new Protection.Off("the flag is off");
  private static final Tags DENIED = new Tags.Unknown("access denied", "s3:GetBucketTagging");

  @Test
  void aControlThatIsOnPasses() {
    assertThat(judge(rule(ResourceSelector.EVERYTHING), tagged(ON)).status())
        .isEqualTo(FindingStatus.PASS);
  }

  @Test
  void aControlThatIsOffFailsAndSaysWhatWasSeen() {
    RuleEvaluation evaluation = judge(rule(ResourceSelector.EVERYTHING), tagged(OFF));

    assertThat(evaluation.status()).isEqualTo(FindingStatus.FAIL);
    assertThat(evaluation.reason()).isEqualTo("the flag is off");
  }

  @Test
  void aControlThatIsOnAndDoesNotHelpIsIneffective() {
    RuleEvaluation evaluation =
        judge(rule(ResourceSelector.EVERYTHING), tagged(new Protection.Ineffective("asg")));

    assertThat(evaluation.status()).isEqualTo(FindingStatus.INEFFECTIVE);
  }

  @Test
  void anUnreadControlIsUnknownAndNamesTheMissingPermission() {
    var unread = new Protection.Unknown("access denied", "ec2:DescribeInstanceAttribute");

    RuleEvaluation evaluation = judge(rule(ResourceSelector.EVERYTHING), tagged(unread));

    assertThat(evaluation.status()).isEqualTo(FindingStatus.UNKNOWN);
    assertThat(evaluation.missingPermission()).isEqualTo("ec2:DescribeInstanceAttribute");
  }

  @Test
  void aControlThatNobodyReadIsUnknownAndNeverAPass() {
    Resource resource = resource(Map.of(), Map.of("env", "prod"));

    assertThat(judge(rule(ResourceSelector.EVERYTHING), resource).status())
        .isEqualTo(FindingStatus.UNKNOWN);
  }

  @Test
  void saysNothingOfAResourceThatTheRuleIsNotAbout() {
    var set = set(List.of(rule(env("prod"))), List.of());

    assertThat(set.judge(tagged(OFF, "env", "dev"), TODAY)).isEmpty();
    assertThat(set.wanted(tagged(OFF, "env", "dev"), TODAY)).isEmpty();
  }

  @Test
  void aMissingTagMatchesNothing() {
    var set = set(List.of(rule(env("*"))), List.of());

    assertThat(set.judge(tagged(OFF, "team", "web"), TODAY)).isEmpty();
  }

  @Test
  void whenTagsCannotBeReadTheRuleMayBeAboutIt() {
    RuleEvaluation evaluation = judge(rule(env("prod")), resource(DENIED, ON));

    assertThat(evaluation.status()).isEqualTo(FindingStatus.UNKNOWN);
    assertThat(evaluation.missingPermission()).isEqualTo("s3:GetBucketTagging");
  }

  @Test
  void whenTagsCannotBeReadTheControlIsReadAllTheSame() {
    var set = set(List.of(rule(env("prod"))), List.of());

    assertThat(set.wanted(resource(DENIED, ON), TODAY)).containsExactly(CONTROL);
  }

  @Test
  void anExemptionLiftsTheRuleAndSaysWhyAndUntilWhen() {
    var set = set(List.of(rule(ResourceSelector.EVERYTHING)), List.of(exempt(env("dev"), TODAY)));

    RuleEvaluation evaluation = set.judge(tagged(OFF, "env", "dev"), TODAY).getFirst();

    assertThat(evaluation.status()).isEqualTo(FindingStatus.EXEMPT);
    assertThat(evaluation.reason()).isEqualTo("rebuilt every night (until 2026-11-23)");
  }

  @Test
  void anExemptResourceCostsNoCall() {
    var set = set(List.of(rule(ResourceSelector.EVERYTHING)), List.of(exempt(env("dev"), TODAY)));

    assertThat(set.wanted(tagged(OFF, "env", "dev"), TODAY)).isEmpty();
  }

  @Test
  void anExemptionHoldsOnItsLastDayAndNotOnTheNext() {
    var set =
        set(
            List.of(rule(ResourceSelector.EVERYTHING)),
            List.of(exempt(ResourceSelector.EVERYTHING, TODAY)));

    assertThat(set.judge(tagged(OFF), TODAY).getFirst().status()).isEqualTo(FindingStatus.EXEMPT);
    assertThat(set.judge(tagged(OFF), TODAY.plusDays(1)).getFirst().status())
        .isEqualTo(FindingStatus.FAIL);
  }

  @Test
  void anExpiredExemptionIsReportedAsSuch() {
    var lapsed = exempt(ResourceSelector.EVERYTHING, TODAY.minusDays(3));
    var set = set(List.of(rule(ResourceSelector.EVERYTHING)), List.of(lapsed));

    RuleEvaluation evaluation = set.judge(tagged(OFF), TODAY).getFirst();

    assertThat(evaluation.reason())
        .isEqualTo("the flag is off; its exemption (rebuilt every night) expired on 2026-11-20");
  }

  @Test
  void whenTagsThatDecideAnExemptionCannotBeReadAFailureIsUnknownAndAPassIsAPass() {
    var set = set(List.of(rule(ResourceSelector.EVERYTHING)), List.of(exempt(env("dev"), TODAY)));

    assertThat(set.judge(resource(DENIED, OFF), TODAY).getFirst().status())
        .isEqualTo(FindingStatus.UNKNOWN);
    assertThat(set.judge(resource(DENIED, ON), TODAY).getFirst().status())
        .isEqualTo(FindingStatus.PASS);
  }

  @Test
  void whatAwsDoesNotOfferIsNotApplicableEvenWhereItIsExempt() {
    var set =
        set(
            List.of(rule(ResourceSelector.EVERYTHING)),
            List.of(exempt(ResourceSelector.EVERYTHING, TODAY)));
    Resource spot = tagged(new Protection.NotOffered("a spot instance"));

    assertThat(set.judge(spot, TODAY).getFirst().status()).isEqualTo(FindingStatus.NOT_APPLICABLE);
  }

  @Test
  void keptForLongEnoughPassesAndForTooShortFailsWithBothLengths() {
    var week = new Requirement.AtLeast(CONTROL, Duration.ofDays(7));

    assertThat(judge(rule(week), tagged(kept(7))).status()).isEqualTo(FindingStatus.PASS);
    assertThat(judge(rule(week), tagged(kept(6))).status()).isEqualTo(FindingStatus.FAIL);
    assertThat(judge(rule(week), tagged(kept(6))).reason()).isEqualTo("kept 6, not 7 days");
  }

  @Test
  void refusesTwoRulesOfOneName() {
    Rule rule = rule(ResourceSelector.EVERYTHING);

    assertThatThrownBy(() -> set(List.of(rule, rule), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two rules are called the-rule");
  }

  @Test
  void looksAtTagsOnlyWhereARuleOrAnExemptionDoes() {
    var plain = set(List.of(rule(ResourceSelector.EVERYTHING)), List.of());
    var exempting =
        set(List.of(rule(ResourceSelector.EVERYTHING)), List.of(exempt(env("dev"), TODAY)));

    assertThat(plain.looksAtTags(KIND)).isFalse();
    assertThat(exempting.looksAtTags(KIND)).isTrue();
  }

  private static RuleEvaluation judge(Rule rule, Resource resource) {
    return set(List.of(rule), List.of()).judge(resource, TODAY).getFirst();
  }

  private static PolicySet set(List<Rule> rules, List<Exemption> exemptions) {
    return new PolicySet(List.of(new Policy("test", rules, exemptions)));
  }

  @Test
  void aResourceIsLeftOutOnlyIfItsOwnerIsKnownToBeAnother() {
    PolicySet owned =
        set(List.of(rule(ResourceSelector.EVERYTHING)), List.of())
            .ownedBy(new OwnerSelector(OwnerTags.DEFAULT, new Glob("pay*")));

    assertThat(owned.looksAtTags(KIND)).isTrue();
    assertThat(owned.judge(resource(new Tags.Known(Map.of("Team", "payments")), OFF), TODAY))
        .extracting(RuleEvaluation::status)
        .containsExactly(FindingStatus.FAIL);
    assertThat(
            owned.judge(
                resource(new Tags.Known(Map.of("owner", "ada", "team", "payments")), OFF), TODAY))
        .isEmpty();
    assertThat(owned.judge(resource(new Tags.Known(Map.of()), OFF), TODAY)).isEmpty();
    assertThat(owned.judge(resource(DENIED, OFF), TODAY))
        .extracting(RuleEvaluation::status)
        .containsExactly(FindingStatus.UNKNOWN);
  }

  private static Rule rule(ResourceSelector where) {
    return rule(where, new Requirement.Enabled(CONTROL));
  }

  private static Rule rule(Requirement require) {
    return rule(ResourceSelector.EVERYTHING, require);
  }

  private static Rule rule(ResourceSelector where, Requirement require) {
    return new Rule(new RuleId("the-rule"), KIND, require, Severity.HIGH, where, "", List.of());
  }

  private static Exemption exempt(ResourceSelector where, LocalDate until) {
    return new Exemption(new RuleId("the-rule"), where, "rebuilt every night", until);
  }

  private static ResourceSelector env(String glob) {
    return new ResourceSelector(
        List.of(), List.of(), List.of(), Map.of("env", List.of(new Glob(glob))));
  }

  private static Protection kept(int days) {
    return new Protection.OnFor(Duration.ofDays(days), "kept " + days);
  }

  private static Resource tagged(Protection protection, String... tag) {
    return resource(
        Map.of(CONTROL, protection), tag.length == 0 ? Map.of() : Map.of(tag[0], tag[1]));
  }

  private static Resource resource(Map<ControlId, Protection> controls, Map<String, String> tags) {
    return new Resource(ref(), "running", new Tags.Known(tags), controls);
  }

  private static Resource resource(Tags tags, Protection protection) {
    return new Resource(ref(), "running", tags, Map.of(CONTROL, protection));
  }

  private static ResourceRef ref() {
    var id =
        new ResourceId(
            KIND, new AccountId("111122223333"), new RegionId("eu-west-1"), "i-0123456789abcdef0");
    return new ResourceRef(
        id, id.uid(), "web-01", "arn:aws:ec2:eu-west-1:111122223333:instance/" + id.uid());
  }
}
