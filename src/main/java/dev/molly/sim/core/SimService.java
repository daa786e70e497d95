package dev.molly.sim.core;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkClient;

/// One simulated service, as it registers itself.
///
/// Its state is saved and due by what [SimState] says of it; its IAM prefix is that of its errors.
///
/// @param type the SDK interface that it serves
/// @param client makes the client for one region's endpoint
/// @param regional makes its state for a new region; at most one
/// @param global makes its state for a new account, if its resources belong to no region; at
///     most one
public record SimService<C extends SdkClient>(
    Class<C> type,
    ServiceErrors errors,
    Function<SimEndpoint, C> client,
    List<Function<SimRegion, SimState>> regional,
    List<Function<SimRegion, SimState>> global) {

  private static final ClassValue<Set<String>> METHODS =
      new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
          return Stream.of(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
        }
      };

  public SimService {
    regional = List.copyOf(regional);
    global = List.copyOf(global);
  }

  /// Returns a service without a state of its own.
  public static <C extends SdkClient> SimService<C> of(
      Class<C> type, ServiceErrors errors, Function<SimEndpoint, C> client) {
    return new SimService<>(type, errors, client, List.of(), List.of());
  }

  /// Returns the service with a state in each region.
  public SimService<C> inEachRegion(Function<SimRegion, SimState> state) {
    return new SimService<>(type, errors, client, List.of(state), global);
  }

  /// Returns the service with one state in each account.
  public SimService<C> inEachAccount(Function<SimRegion, SimState> state) {
    return new SimService<>(type, errors, client, regional, List.of(state));
  }

  /// Returns whether the service has this operation, such as `ec2:StopInstances`, or requires a
  /// permission of this name.
  public boolean has(String api) {
    String prefix = errors.service() + ":";
    if (!api.startsWith(prefix) || api.length() == prefix.length()) {
      return false;
    }
    String operation = api.substring(prefix.length());
    String method = Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
    return errors.otherPermissions().contains(api) || METHODS.get(type).contains(method);
  }
}
