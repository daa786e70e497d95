package dev.molly.sim.ec2;

import dev.molly.sim.core.ServiceErrors;
import dev.molly.sim.core.SimEndpoint;
import java.util.Collection;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/// The errors of EC2. Codes:
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
public final class Ec2Errors implements ServiceErrors {

  @Override
  public String service() {
    return "ec2";
  }

  @Override
  public String arn(String account, String region, String permission, String resource) {
    String type = type(resource);
    String owner = type.equals("image") ? "" : account;
    return "arn:aws:ec2:%s:%s:%s/%s".formatted(region, owner, type, resource);
  }

  @Override
  public Ec2Exception denied(String message) {
    return of(
        403,
        "UnauthorizedOperation",
        "You are not authorized to perform this operation. " + message);
  }

  @Override
  public Ec2Exception throttled() {
    return of(503, "RequestLimitExceeded", "Request limit exceeded.");
  }

  @Override
  public Ec2Exception serverError() {
    return of(500, "InternalError", "An internal error has occurred");
  }

  /// Returns the resource type as in tags and ARNs, by the prefix of the id.
  static String type(String id) {
    return switch (id.substring(0, Math.max(id.indexOf('-'), 0))) {
      case "i" -> "instance";
      case "vol" -> "volume";
      case "snap" -> "snapshot";
      case "ami" -> "image";
      default -> throw SimEndpoint.notSimulated("the resource " + id);
    };
  }

  static Ec2Exception of(String code, String message) {
    return of(400, code, message);
  }

  static Ec2Exception noCapacity() {
    return of(500, "InsufficientInstanceCapacity", "Insufficient capacity.");
  }

  static Ec2Exception dryRun() {
    return of(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
  }

  static Ec2Exception noSuchInstances(Collection<String> ids) {
    String all = String.join(", ", ids);
    return of(
        "InvalidInstanceID.NotFound",
        ids.size() == 1
            ? "The instance ID '%s' does not exist".formatted(all)
            : "The instance IDs '%s' do not exist".formatted(all));
  }

  static Ec2Exception invalidValue(String message) {
    return of("InvalidParameterValue", message);
  }

  /// The wording for protection: https://github.com/rebuy-de/aws-nuke/issues/279
  static Ec2Exception protectedBy(String attribute, String id, String participle) {
    return of(
        "OperationNotPermitted",
        "The instance '%s' may not be %s. Modify its '%s' instance attribute and try again."
            .formatted(id, participle, attribute));
  }

  static Ec2Exception wrongState(String id, String participle) {
    return of(
        "IncorrectInstanceState",
        "The instance '%s' is not in a state from which it can be %s.".formatted(id, participle));
  }

  private static Ec2Exception of(int status, String code, String message) {
    return (Ec2Exception)
        ServiceErrors.fill(Ec2Exception.builder(), "Ec2", status, code, message).build();
  }
}
