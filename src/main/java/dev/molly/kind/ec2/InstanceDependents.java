package dev.molly.kind.ec2;

import static dev.molly.model.Evidence.Topic.REFERS;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.kind.EvidenceCollector;
import dev.molly.model.RegionId;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/// Finds references to an EC2 instance: target groups, Elastic IP addresses, Auto Scaling, and
/// security groups that allow traffic from its own.
final class InstanceDependents {
  /// The maximum number of target groups to read. No call returns the target groups of an
  /// instance, so the targets of each group of its VPC are read with one call each, and more
  /// would take too long.
  private static final int MOST_GROUPS = 100;

  private static final int MOST_PAGES = 10;
  private static final int ELB_PAGE = 400;
  private static final int EC2_PAGE = 200;

  private final AccountSession session;
  private final RegionId region;
  private final Instance instance;
  private final EvidenceCollector found;

  InstanceDependents(
      AccountSession session, RegionId region, Instance instance, EvidenceCollector found) {
    this.session = session;
    this.region = region;
    this.instance = instance;
    this.found = found;
  }

  void ask() {
    found.ask(REFERS, "the load balancers' target groups", this::targetGroups);
    found.ask(REFERS, "its Elastic IP addresses", this::addresses);
    found.ask(REFERS, "its Auto Scaling group", this::autoScaling);
    found.ask(REFERS, "the security groups that name its own", this::securityGroups);
  }

  private void targetGroups() {
    var candidates = new ArrayList<TargetGroup>();
    boolean all = candidates(candidates);
    int looked = Math.min(candidates.size(), MOST_GROUPS);
    int members = 0;
    for (TargetGroup group : candidates.subList(0, looked)) {
      for (TargetHealthDescription target : targets(group)) {
        if (isThis(target.target().id())) {
          members++;
          found.warning(
              REFERS,
              "target group %s sends it traffic (%s)"
                  .formatted(group.targetGroupName(), target.targetHealth().stateAsString()));
        }
      }
    }
    if (!all || looked < candidates.size()) {
      found.unknown(
          REFERS,
          "only %s of %s%s target groups were looked at; whether another one has it is not known"
              .formatted(looked, all ? "" : "more than ", candidates.size()));
    } else if (members == 0) {
      found.note(REFERS, "no target group of its VPC has it");
    }
  }

  /// Collects the target groups that may contain it, and returns whether all pages were read.
  private boolean candidates(List<TargetGroup> candidates) {
    String permission = "elasticloadbalancing:DescribeTargetGroups";
    var pages =
        session
            .client(ElasticLoadBalancingV2Client.class, region)
            .describeTargetGroupsPaginator(r -> r.pageSize(ELB_PAGE))
            .iterator();
    for (int page = 0; AwsCalls.call(permission, pages::hasNext); page++) {
      if (page == MOST_PAGES) {
        return false;
      }
      AwsCalls.call(permission, pages::next).targetGroups().stream()
          .filter(this::canHaveIt)
          .forEach(candidates::add);
    }
    return true;
  }

  /// A group of IP addresses may extend to other VPCs; a group without a VPC contains Lambda
  /// functions.
  private boolean canHaveIt(TargetGroup group) {
    return group.targetType() == TargetTypeEnum.IP
        || (group.targetType() == TargetTypeEnum.INSTANCE
            && String.valueOf(group.vpcId()).equals(String.valueOf(instance.vpcId())));
  }

  private List<TargetHealthDescription> targets(TargetGroup group) {
    var elb = session.client(ElasticLoadBalancingV2Client.class, region);
    try {
      return AwsCalls.call(
              "elasticloadbalancing:DescribeTargetHealth",
              () -> elb.describeTargetHealth(r -> r.targetGroupArn(group.targetGroupArn())))
          .targetHealthDescriptions();
    } catch (AwsException e) {
      if (e.code().equals("TargetGroupNotFound")) {
        // It was deleted since the listing. The response is a 400, not a 404.
        return List.of();
      }
      throw e;
    }
  }

  private boolean isThis(String target) {
    return target.equals(instance.instanceId()) || target.equals(instance.privateIpAddress());
  }

  private void addresses() {
    var ec2 = session.client(Ec2Client.class, region);
    List<Address> addresses =
        AwsCalls.call(
                "ec2:DescribeAddresses",
                () ->
                    ec2.describeAddresses(
                        r ->
                            r.filters(
                                Instances.filter("instance-id", List.of(instance.instanceId())))))
            .addresses();
    for (Address address : addresses) {
      found.warning(
          REFERS,
          "Elastic IP address %s points at it; it stays, and costs, while it is stopped"
              .formatted(address.publicIp()));
    }
    if (addresses.isEmpty()) {
      found.note(REFERS, "no Elastic IP address points at it");
    }
  }

  private void autoScaling() {
    var autoScaling = session.client(AutoScalingClient.class, region);
    var members =
        AwsCalls.call(
                "autoscaling:DescribeAutoScalingInstances",
                () ->
                    autoScaling.describeAutoScalingInstances(
                        r -> r.instanceIds(instance.instanceId())))
            .autoScalingInstances();
    members.forEach(
        member ->
            found.warning(
                REFERS,
                "a member of Auto Scaling group %s, which replaces it when it stops"
                    .formatted(member.autoScalingGroupName())));
    if (members.isEmpty()) {
      found.note(REFERS, "in no Auto Scaling group");
    }
  }

  /// A rule of another group that allows its own group is only weak evidence: its group may have
  /// other members, and the rule may be old.
  private void securityGroups() {
    List<String> own = instance.securityGroups().stream().map(GroupIdentifier::groupId).toList();
    if (own.isEmpty()) {
      return;
    }
    var pages =
        session
            .client(Ec2Client.class, region)
            .describeSecurityGroupsPaginator(
                r ->
                    r.filters(Instances.filter("ip-permission.group-id", own)).maxResults(EC2_PAGE))
            .iterator();
    String permission = "ec2:DescribeSecurityGroups";
    var others = new ArrayList<String>();
    for (int page = 0; page < MOST_PAGES && AwsCalls.call(permission, pages::hasNext); page++) {
      AwsCalls.call(permission, pages::next).securityGroups().stream()
          .filter(group -> !own.contains(group.groupId()))
          .map(group -> group.groupName() + " (" + group.groupId() + ")")
          .forEach(others::add);
    }
    if (others.isEmpty() && AwsCalls.call(permission, pages::hasNext)) {
      found.unknown(REFERS, "more security groups let in traffic from its own than were looked at");
    } else if (others.isEmpty()) {
      found.note(REFERS, "no other security group lets in traffic from its own");
    } else {
      found.note(
          REFERS,
          "its own security group, which it may share with others, is let in by "
              + String.join(", ", others));
    }
  }
}
