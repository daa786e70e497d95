package dev.molly.sim.core;

import dev.molly.sim.SimCloud;
import dev.molly.sim.s3.S3Errors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sts.StsClient;

/// What goes wrong in a [SimCloud]: faults for named operations, and faults at random from a seed.
///
/// An operation is named as in `ec2:DescribeInstances`; where IAM calls the permission by another
/// name (`s3:ListAllMyBuckets`), that name works too. A name that does not exist is refused,
/// because a fault that never strikes makes a test that cannot fail.
///
/// The simulated clients do not retry: a caller sees each fault as it strikes.
public final class Faults {

  /// By IAM's prefix: S3 Control shares that of S3.
  private static final Map<String, List<Class<?>>> CLIENTS =
      Map.of(
          "autoscaling", List.of(AutoScalingClient.class),
          "cloudwatch", List.of(CloudWatchClient.class),
          "ec2", List.of(Ec2Client.class),
          "elasticloadbalancing", List.of(ElasticLoadBalancingV2Client.class),
          "kms", List.of(KmsClient.class),
          "rds", List.of(RdsClient.class),
          "s3", List.of(S3Client.class, S3ControlClient.class),
          "sts", List.of(StsClient.class));

  long seed;
  long drawn;
  public Duration attributeLag = Duration.ZERO;
  public List<Fault> scripted = new ArrayList<>();
  EnumMap<Fault.Kind, Double> rates = new EnumMap<>(Fault.Kind.class);

  /// It is the memory of this object only, and no part of the state.
  private final transient Set<String> struck = new TreeSet<>();

  private transient double first;

  Faults() {}

  public Faults(long seed) {
    this.seed = seed;
  }

  /// Every matching call is refused for lack of a permission.
  public Fault deny(String api) {
    return add(Fault.lasting(Fault.Kind.DENY, api));
  }

  /// The next `times` matching calls are throttled.
  public Fault throttle(String api, int times) {
    return add(new Fault(Fault.Kind.THROTTLE, api, times));
  }

  /// The next matching call never arrives.
  public Fault timeoutBefore(String api) {
    return add(new Fault(Fault.Kind.TIMEOUT_BEFORE, api, 1));
  }

  /// The next matching call takes effect, and the caller sees a timeout.
  public Fault timeoutAfter(String api) {
    return add(new Fault(Fault.Kind.TIMEOUT_AFTER, api, 1));
  }

  /// The next matching call meets an internal error of AWS.
  public Fault serverError(String api) {
    return add(new Fault(Fault.Kind.SERVER_ERROR, api, 1));
  }

  /// The next matching call is answered by something in which nothing is set.
  public Fault emptyAnswer(String api) {
    return add(new Fault(Fault.Kind.EMPTY_ANSWER, api, 1));
  }

  /// Every matching call takes this long on the virtual clock.
  public Fault slow(String api, Duration delay) {
    Fault fault = add(Fault.lasting(Fault.Kind.SLOW, api));
    fault.delay = delay;
    return fault;
  }

  /// Any call may meet this fault, with a probability from 0 to 1. Which ones do follows from the
  /// seed and the order of the calls. A random slowness lasts 10 seconds.
  public void atRandom(Fault.Kind kind, double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("a rate is between 0 and 1: " + rate);
    }
    rates.put(kind, rate);
  }

  /// Until an operation is struck for the first time, a random fault meets it with this probability
  /// at least: some calls are rare.
  public void atFirst(double rate) {
    first = rate;
  }

  /// For this long after a write, an EC2 instance attribute still reads, and works, as before. AWS
  /// calls stop protection eventually consistent (EC2 guide, ec2-stop-protection).
  public void attributeLag(Duration lag) {
    attributeLag = lag;
  }

  /// From now on nothing goes wrong.
  public void clear() {
    scripted.clear();
    rates.clear();
    first = 0;
    attributeLag = Duration.ZERO;
  }

  /// The operations that a fault struck so far.
  public Set<String> struck() {
    return new TreeSet<>(struck);
  }

  List<Fault> striking(String api, String permission, String region, Collection<String> resources) {
    List<Fault> striking = new ArrayList<>();
    for (Fault fault : scripted) {
      if (fault.strikes(api, permission, region, resources)) {
        striking.add(fault);
      }
    }
    double least = struck.contains(api) ? 0 : first;
    rates.forEach(
        (kind, rate) -> {
          if (new SplittableRandom(seed + 17 * ++drawn).nextDouble() < Math.max(rate, least)) {
            Fault fault = new Fault(kind, api, 1);
            fault.delay = Duration.ofSeconds(10);
            striking.add(fault);
          }
        });
    if (!striking.isEmpty()) {
      struck.add(api);
    }
    return striking;
  }

  private Fault add(Fault fault) {
    if (!exists(fault.api)) {
      throw new IllegalArgumentException("no such operation or permission: " + fault.api);
    }
    scripted.add(fault);
    return fault;
  }

  private static boolean exists(String api) {
    int colon = api.indexOf(':');
    List<Class<?>> clients = CLIENTS.getOrDefault(api.substring(0, Math.max(colon, 0)), List.of());
    if (colon + 1 == api.length()) {
      return false;
    }
    String method = Character.toLowerCase(api.charAt(colon + 1)) + api.substring(colon + 2);
    return S3Errors.PERMISSIONS.containsValue(api)
        || clients.stream()
            .flatMap(client -> Arrays.stream(client.getMethods()))
            .anyMatch(m -> m.getName().equals(method));
  }
}
