package dev.molly.kind.switches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.kind.Remediation;
import dev.molly.model.Protection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.DescribeClusterResponse;

/// What every kind of switches does is in the contract: this is of this kind alone.
class EksClusterKindTest {
  private final EksClusterKind kind = new EksClusterKind();
  private final SwitchTestAccount home = new SwitchTestAccount(kind);

  @Test
  void anAnswerWithoutTheFlagIsUnknown() {
    home.create("orders", true);
    home.answers(
        DescribeClusterResponse.class,
        answer ->
            answer.toBuilder()
                .cluster(answer.cluster().copy(to -> to.deletionProtection(null)))
                .build());

    assertThat(home.protection())
        .isEqualTo(
            new Protection.Unknown("AWS's answer does not say what deletionProtection is", ""));
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATING", "FAILED"})
  void awsProtectsNoClusterThatIsNotThereYetOrFailed(ClusterStatus status) {
    home.create("apps");
    is(status);

    String why = "AWS protects no cluster that is " + status;
    assertThat(home.protection()).isEqualTo(new Protection.NotOffered(why));
    assertThat(home.remediation()).isEqualTo(new Remediation.NotPossible(why));
  }

  @ParameterizedTest
  @EnumSource(names = {"ACTIVE", "UPDATING", "PENDING"})
  void readsEveryOther(ClusterStatus status) {
    home.create("apps", true);
    is(status);

    assertThat(home.protection()).isInstanceOf(Protection.On.class);
  }

  private void is(ClusterStatus status) {
    home.answers(
        DescribeClusterResponse.class,
        answer ->
            answer.toBuilder().cluster(answer.cluster().copy(to -> to.status(status))).build());
  }
}
