package dev.molly.kind.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.molly.aws.AwsException;
import dev.molly.kind.KindTestAccount;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.retire.RecordTags;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;

/// The tags of databases and clusters as RDS shows them: it sends the list where there is no tag.
class RdsTagsTest {
  private static final DBInstance INSTANCE =
      DBInstance.builder()
          .dbiResourceId("db-1")
          .dbInstanceIdentifier("orders")
          .dbInstanceArn("arn:aws:rds:eu-west-1:111122223333:db:orders")
          .dbInstanceStatus("available")
          .build();

  private static final DBCluster CLUSTER =
      DBCluster.builder()
          .dbClusterResourceId("cluster-1")
          .dbClusterIdentifier("orders")
          .dbClusterArn("arn:aws:rds:eu-west-1:111122223333:cluster:orders")
          .status("available")
          .build();

  private final RegionId region = new RegionId(KindTestAccount.REGION);
  private final DbInstances instances = new DbInstances();
  private final DbClusters clusters = new DbClusters();
  private final KindTestAccount home = new KindTestAccount(new DbInstanceKind());

  @Test
  void withoutTheListTheTagsAreUnknown() {
    assertThat(shown(INSTANCE).tags()).isInstanceOf(Tags.Unknown.class);
    assertThat(shown(CLUSTER).tags()).isInstanceOf(Tags.Unknown.class);
  }

  @Test
  void anEmptyListSaysThatThereIsNoTag() {
    assertThat(shown(INSTANCE.toBuilder().tagList(List.of()).build()).tags())
        .isEqualTo(new Tags.Known(Map.of()));
    assertThat(shown(CLUSTER.toBuilder().tagList(List.of()).build()).tags())
        .isEqualTo(new Tags.Known(Map.of()));
  }

  @Test
  void withoutTheListNothingIsSaidOfARecord() {
    RdsObservation seen = instances.observation(home.session, region, INSTANCE);

    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> seen.setting(RecordTags.RETIREMENT))
        .withMessageContaining("TagList")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(AwsException.Reason.OTHER));
    assertThatExceptionOfType(AwsException.class).isThrownBy(seen::record);
  }

  private Resource shown(DBInstance instance) {
    return instances.resource(home.session, region, instance, Map.of());
  }

  private Resource shown(DBCluster cluster) {
    return clusters.resource(home.session, region, cluster, Map.of());
  }
}
