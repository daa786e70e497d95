package dev.molly.kind.switches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.kind.Remediation;
import dev.molly.model.Protection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeletionProtectionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DescribeUserPoolResponse;

/// What every kind of switches does is in the contract: this is of this kind alone.
class UserPoolKindTest {
  private final UserPoolKind kind = new UserPoolKind();
  private final SwitchTestAccount home = new SwitchTestAccount(kind);

  @Test
  void anAnswerWithoutTheFlagIsUnknown() {
    home.create("people", true);
    home.answers(
        DescribeUserPoolResponse.class,
        answer ->
            answer.toBuilder()
                .userPool(
                    answer
                        .userPool()
                        .copy(to -> to.deletionProtection((DeletionProtectionType) null)))
                .build());

    assertThat(home.protection())
        .isEqualTo(
            new Protection.Unknown("AWS's answer does not say what DeletionProtection is", ""));
  }

  @Test
  void saysWhyItIsNotWrittenAndHowToSetIt() {
    home.create("people");

    assertThat(home.remediation())
        .isInstanceOfSatisfying(
            Remediation.NotPossible.class,
            no ->
                assertThat(no.why())
                    .contains(
                        "UpdateUserPool resets every setting that a request leaves out",
                        "molly explain cognito-deletion-protection"));
    assertThat(kind.cliFix(home.read(), kind.controls().getFirst().id(), Duration.ZERO)).isEmpty();
  }

  @Test
  void needsNothingWhereItIsOn() {
    home.create("people", true);

    assertThat(home.remediation()).isEqualTo(new Remediation.Compliant());
  }

  @Test
  void twoPoolsOfOneNameAreTwo() {
    assertThat(home.create("people")).isNotEqualTo(home.create("people"));
    assertThat(home.listed())
        .extracting(pool -> pool.ref().name())
        .containsExactly("people", "people");
  }
}
