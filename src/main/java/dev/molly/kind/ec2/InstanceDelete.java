package dev.molly.kind.ec2;

import static java.util.stream.Collectors.toMap;

import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsClock;
import dev.molly.aws.RequestOrigin;
import dev.molly.kind.DeleteCommand;
import dev.molly.kind.DeleteCommand.Target;
import dev.molly.kind.DeleteOperation;
import dev.molly.kind.DeleteOption;
import dev.molly.kind.DeleteTarget;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;

/// TerminateInstances.
final class InstanceDelete {
  private static final String NOT_BY_FORCE =
      "instances are shut down in the usual way, not by force";

  static final DeleteOperation OPERATION =
      new DeleteOperation(
          "Ec2",
          "TerminateInstances",
          "InstanceIds",
          "AWS::EC2::Instance",
          Set.of(),
          List.of(
              new DeleteCommand(
                  "ec2",
                  "terminate-instances",
                  new Target.Option("--instance-ids", true, false),
                  Instances.ID.form(),
                  List.of(
                      DeleteOption.dryRun("--dry-run", "DryRun"),
                      DeleteOption.switched("--force", "Force", NOT_BY_FORCE),
                      DeleteOption.switched(
                          "--skip-os-shutdown", "SkipOsShutdown", NOT_BY_FORCE)))),
          InstanceDelete::target);

  private InstanceDelete() {}

  private static Optional<DeleteTarget> target(RequestOrigin origin, String id) {
    try (var ec2 = origin.client(Ec2Client.class)) {
      return AwsCalls.callIfExists(
              "ec2:DescribeInstances", () -> ec2.describeInstances(r -> r.instanceIds(id)))
          .flatMap(
              answer -> {
                List<Instance> found =
                    answer.reservations().stream().flatMap(r -> r.instances().stream()).toList();
                return DeleteTarget.only(found)
                    .map(
                        each ->
                            new DeleteTarget(
                                each.tags().stream().collect(toMap(t -> t.key(), t -> t.value())),
                                each.instanceId(),
                                AwsClock.at(answer)));
              });
    }
  }
}
