package dev.molly.aws.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;

class SessionEc2ClientTest {
  private final List<Boolean> hiddenOnesAsked = new ArrayList<>();

  private final Ec2Client shared =
      new Ec2Client() {
        @Override
        public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
          hiddenOnesAsked.add(request.includeManagedResources());
          return DescribeInstancesResponse.builder().build();
        }

        @Override
        public DescribeVolumesResponse describeVolumes(DescribeVolumesRequest request) {
          hiddenOnesAsked.add(request.includeManagedResources());
          return DescribeVolumesResponse.builder().build();
        }

        @Override
        public String serviceName() {
          return "ec2";
        }

        @Override
        public void close() {}
      };

  @Test
  void whatAnAccountHidesIsAskedForOnEveryPageAndById() {
    var ec2 = new SessionEc2Client(shared, SessionEc2ClientTest::same);

    var _ = ec2.describeInstancesPaginator(r -> r.maxResults(100)).iterator().next();
    ec2.describeInstances(r -> r.instanceIds("i-00000000000000001"));
    ec2.describeVolumes(r -> r.volumeIds("vol-00000000000000001"));

    assertThat(hiddenOnesAsked).containsExactly(true, true, true);
  }

  private static <R extends AwsRequest> R same(R request) {
    return request;
  }
}
