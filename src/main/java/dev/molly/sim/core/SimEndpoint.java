package dev.molly.sim.core;

import dev.molly.plan.IamGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/// One service in one region of one account. Every simulated call passes through it, so that it
/// is recorded and faults can apply.
public final class SimEndpoint {

  private static final String RESOURCE_TAG = "aws:ResourceTag/";

  /// Source: IAM User Guide, "Signing AWS API requests".
  private static final Duration SIGNATURE_IS_GOOD_FOR = Duration.ofMinutes(5);

  private final CallContext cloud;
  private final SimRegion region;
  private final ServiceErrors errors;
  private boolean changed;

  private final Set<IamGrant> grants;

  /// @param grants the grants of a session policy; empty if there is none
  public SimEndpoint(
      CallContext cloud, SimRegion region, ServiceErrors errors, Set<IamGrant> grants) {
    this.cloud = cloud;
    this.region = region;
    this.errors = errors;
    this.grants = grants;
  }

  public String account() {
    return region.account;
  }

  public String region() {
    return region.name;
  }

  public Instant now() {
    return cloud.clock().instant();
  }

  public SimIds ids() {
    return cloud.ids();
  }

  public CallContext cloud() {
    return cloud;
  }

  /// Returns the state of a service in this region, or in its account.
  public <S extends SimState> S state(Class<S> type) {
    return region.state(type);
  }

  /// Returns the states of all services in this region and its account.
  public Stream<SimState> states() {
    return region.reachable();
  }

  /// Returns the ARN of every caller: an assumed role of this account.
  public static String callerArn(String account) {
    return "arn:aws:sts::%s:assumed-role/molly/sim".formatted(account);
  }

  /// Returns the refusal of a request that no rule here covers: every response would be a guess.
  public static UnsupportedOperationException notSimulated(String what) {
    return new UnsupportedOperationException("not simulated: " + what);
  }

  /// Records that the current call changed the state. Every state change must call it, so that
  /// the record of the call is correct.
  public void changed() {
    changed = true;
  }

  public <T> T read(String operation, Collection<String> resources, Supplier<T> work) {
    return call(operation, resources, false, work);
  }

  public <T> T write(String operation, Collection<String> resources, Supplier<T> work) {
    return call(operation, resources, true, work);
  }

  /// Fails if a request contains a member that no rule here reads. A response that ignored the
  /// member would be wrong.
  public static void only(SdkPojo request, String... members) {
    List<String> simulated = List.of(members);
    for (SdkField<?> field : request.sdkFields()) {
      Object value = field.getValueOrDefault(request);
      boolean asked =
          value != null
              && !(value instanceof SdkAutoConstructList)
              && !(value instanceof SdkAutoConstructMap);
      if (asked && !simulated.contains(field.memberName())) {
        throw notSimulated(field.memberName() + " in " + request.getClass().getSimpleName());
      }
    }
  }

  private <T> T call(
      String operation, Collection<String> resources, boolean write, Supplier<T> work) {
    Duration underWay = cloud.othersAct();
    synchronized (cloud.clock()) {
      String api = errors.service() + ":" + operation;
      changed = false;
      boolean throttled = false;
      try {
        List<Fault> faults =
            cloud.isAside()
                ? List.of()
                : cloud.faults().striking(api, errors.permission(api), region(), resources);
        throttled = faults.stream().anyMatch(fault -> fault.kind == Fault.Kind.THROTTLE);
        faults.forEach(fault -> before(fault, api, resources));
        if (underWay.compareTo(SIGNATURE_IS_GOOD_FOR) > 0) {
          throw errors.expired();
        }
        comparesTags(api, resources);
        T answer = work.get();
        if (faults.stream().anyMatch(fault -> fault.kind == Fault.Kind.TIMEOUT_AFTER)) {
          throw timeout();
        }
        return faults.stream().anyMatch(fault -> fault.kind == Fault.Kind.EMPTY_ANSWER)
            ? EmptyAnswer.in(answer)
            : answer;
      } finally {
        if (write || changed) {
          cloud.clock().changed();
        }
        if (!cloud.isAside()) {
          cloud.record(
              new SimCall(
                  account(),
                  region(),
                  api,
                  List.copyOf(resources),
                  now(),
                  write,
                  changed,
                  throttled));
        }
      }
    }
  }

  /// Checks a session policy's conditions on the tags of the target resources of a call.
  private void comparesTags(String api, Collection<String> resources) {
    if (grants.isEmpty()) {
      return;
    }
    String permission = errors.permission(api);
    for (String resource : resources) {
      String arn = errors.arn(account(), region(), permission, resource);
      boolean denied =
          grants.stream()
              .filter(grant -> grant.permission().equals(permission) && grant.arn().equals(arn))
              .anyMatch(grant -> !grant.conditions().stream().allMatch(one -> holds(one, arn)));
      if (denied) {
        throw errors.denied(denial(api, resources));
      }
    }
  }

  private boolean holds(IamGrant.Condition condition, String arn) {
    if (!condition.key().startsWith(RESOURCE_TAG)) {
      return true;
    }
    String key = condition.key().substring(RESOURCE_TAG.length());
    return states().anyMatch(state -> condition.value().equals(state.tags(arn).get(key)));
  }

  private void before(Fault fault, String api, Collection<String> resources) {
    switch (fault.kind) {
      case SLOW -> cloud.clock().advance(fault.delay);
      case DENY -> throw errors.denied(denial(api, resources));
      case REFUSE -> throw errors.refused();
      case THROTTLE -> throw errors.throttled();
      case SERVER_ERROR -> throw errors.serverError();
      case TIMEOUT_BEFORE -> throw timeout();
      case TIMEOUT_AFTER, EMPTY_ANSWER -> {}
    }
  }

  /// The wording of AWS (IAM guide, "Access denied error message examples").
  private String denial(String api, Collection<String> resources) {
    String permission = errors.permission(api);
    String resource =
        resources.isEmpty()
            ? "*"
            : errors.arn(account(), region(), permission, resources.iterator().next());
    return "User: %s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
        .formatted(callerArn(account()), permission, resource, permission);
  }

  private static ApiCallTimeoutException timeout() {
    return ApiCallTimeoutException.builder()
        .message(
            "Client execution did not complete before the specified timeout configuration: 60000"
                + " millis")
        .build();
  }
}
