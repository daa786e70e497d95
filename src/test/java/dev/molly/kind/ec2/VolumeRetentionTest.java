package dev.molly.kind.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.Protection;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

class VolumeRetentionTest {
  @Test
  void aVolumeOfWhichAwsDoesNotSayWhatBecomesIsNotKept() {
    var instance =
        Instance.builder()
            .instanceId("i-0123456789abcdef0")
            .state(state -> state.name(InstanceStateName.RUNNING))
            .rootDeviceName("/dev/xvda")
            .blockDeviceMappings(
                List.of(
                    InstanceBlockDeviceMapping.builder()
                        .deviceName("/dev/sdf")
                        .ebs(ebs -> ebs.volumeId("vol-1"))
                        .build()))
            .build();

    assertThat(new VolumeRetention().listed(instance))
        .get()
        .isInstanceOfSatisfying(
            Protection.Unknown.class,
            unknown -> assertThat(unknown.why()).contains("DeleteOnTermination"));
  }
}
