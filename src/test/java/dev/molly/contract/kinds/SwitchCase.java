package dev.molly.contract.kinds;

import dev.molly.kind.switches.SwitchKind;
import java.util.List;
import software.amazon.awssdk.core.SdkClient;

/// A kind of switches, as the contract sees it.
public interface SwitchCase {
  /// Every case.
  static List<SwitchCase> all() {
    return List.of(
        new DynamoDbTableCase(),
        new CloudFormationStackCase(),
        new LogGroupCase(),
        new EksClusterCase(),
        new LoadBalancerCase(),
        new UserPoolCase(),
        new ImageCase());
  }

  SwitchKind<?, ?> kind();

  /// Makes a resource by the SDK's own create call, with the tag `team=web`.
  ///
  /// @param on whether it is protected
  /// @return its identifier
  String create(Clients aws, String name, boolean on);

  /// Asks AWS to delete a resource.
  void delete(Clients aws, String identifier);

  /// The IAM action whose denial hides all resources of the kind.
  String listing();

  /// The IAM action whose denial leaves the switch unknown.
  String reading();

  /// The request that sets the switch, as the service's API reference documents it: the method and
  /// the path, the operation where it is a header, and the members in alphabetical order. Empty if
  /// Molly does not set it.
  String request(String identifier, boolean on);

  /// The SDK's clients of an engine, with every permission.
  interface Clients {
    <C extends SdkClient> C client(Class<C> type);

    /// A subnet that is there.
    String subnet();
  }

  /// What moto does not have of it.
  default MotoGap gap() {
    return MotoGap.NONE;
  }

  /// What moto does not have of a kind.
  enum MotoGap {
    NONE,
    /// It keeps the switch and deletes all the same.
    DELETES_ALL_THE_SAME,
    /// It keeps the switch that a resource is made with.
    NEVER_SWITCHED,
    /// It has no switch.
    NO_SWITCH
  }
}
