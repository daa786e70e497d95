package dev.molly.kind;

import dev.molly.aws.AwsException;
import dev.molly.aws.RequestOrigin;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The AWS operation that deletes resources of a kind, and the ways to call it. `intercept` puts
/// a retirement in its place, in the AWS CLI and in the SDK.
///
/// @param service the service in the SDK's system properties (`aws.endpointUrlEc2`), such as
///     `Ec2` or `DynamoDb`; in any case it is the SDK's name of the service
/// @param operation the operation, such as `TerminateInstances`
/// @param member the member of its request that identifies the resources
/// @param resourceType the type by which Cloud Control deletes them, such as `AWS::EC2::Instance`
/// @param twins the services, in the AWS CLI, that are the same API under other names: their
///     operation of this name deletes resources of this kind too
/// @param commands the AWS CLI commands
/// @param reader reads the tags of a resource that is about to be deleted
public record DeleteOperation(
    String service,
    String operation,
    String member,
    String resourceType,
    Set<String> twins,
    List<DeleteCommand> commands,
    Reader reader) {
  public DeleteOperation {
    twins = Set.copyOf(twins);
    commands = List.copyOf(commands);
  }

  /// Reads the tags of a resource, as the caller of the request that would delete it.
  @FunctionalInterface
  public interface Reader {
    /// Reads the tags, the id and the time of AWS.
    ///
    /// @return empty if the resource does not exist, or if AWS returns several
    /// @throws AwsException if the tags cannot be read, or the response has no date
    Optional<DeleteTarget> read(RequestOrigin origin, String identifier);
  }

  /// Returns whether a request of the SDK is this operation. The name suffices for an API that
  /// has twins, whatever the SDK calls them.
  public boolean isRequest(String sdkService, String name) {
    return operation.equals(name) && (service.equalsIgnoreCase(sdkService) || !twins.isEmpty());
  }
}
