package dev.molly.sim.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The faults of a cloud: faults for named operations, and random faults from a seed.
///
/// An operation is named as in `ec2:DescribeInstances`; where the IAM permission has another
/// name (`s3:ListAllMyBuckets`), that name works too. Unknown names are refused, because a test
/// with a fault that never applies cannot fail.
///
/// The simulated clients do not retry: the caller gets each fault directly.
public final class Faults {

  long seed;
  long drawn;
  public Duration attributeLag = Duration.ZERO;
  public List<Fault> scripted = new ArrayList<>();
  EnumMap<Fault.Kind, Double> rates = new EnumMap<>(Fault.Kind.class);

  /// Kept in memory only, and not part of the state.
  private final transient Set<String> struck = new TreeSet<>();

  private transient double first;

  private transient Predicate<String> exists = api -> false;

  Faults() {}

  /// Creates the faults of a cloud: none yet.
  public Faults(long seed) {
    this.seed = seed;
  }

  /// Sets how to tell whether an operation or a permission exists.
  public void known(Predicate<String> operations) {
    exists = operations;
  }

  /// Denies every matching call for lack of a permission.
  public Fault deny(String api) {
    return add(Fault.lasting(Fault.Kind.DENY, api));
  }

  /// Refuses every matching call, as AWS does where a limit of the account is reached.
  public Fault refuse(String api) {
    return add(Fault.lasting(Fault.Kind.REFUSE, api));
  }

  /// Throttles the next `times` matching calls.
  public Fault throttle(String api, int times) {
    return add(new Fault(Fault.Kind.THROTTLE, api, times));
  }

  /// Makes the next matching call time out before it arrives.
  public Fault timeoutBefore(String api) {
    return add(new Fault(Fault.Kind.TIMEOUT_BEFORE, api, 1));
  }

  /// Makes the next matching call take effect and time out.
  public Fault timeoutAfter(String api) {
    return add(new Fault(Fault.Kind.TIMEOUT_AFTER, api, 1));
  }

  /// Makes the next matching call fail with an internal error of AWS.
  public Fault serverError(String api) {
    return add(new Fault(Fault.Kind.SERVER_ERROR, api, 1));
  }

  /// Makes the next matching call return a response in which nothing is set.
  public Fault emptyAnswer(String api) {
    return add(new Fault(Fault.Kind.EMPTY_ANSWER, api, 1));
  }

  /// Delays every matching call by this duration on the virtual clock.
  public Fault slow(String api, Duration delay) {
    Fault fault = add(Fault.lasting(Fault.Kind.SLOW, api));
    fault.delay = delay;
    return fault;
  }

  /// Injects this fault into any call, with a probability from 0 to 1. The seed and the order of
  /// the calls determine which calls are affected. A random delay lasts 10 seconds.
  public void atRandom(Fault.Kind kind, double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("a rate is between 0 and 1: " + rate);
    }
    rates.put(kind, rate);
  }

  /// Sets a minimum probability of random faults for each operation until its first fault, since
  /// some calls are rare.
  public void atFirst(double rate) {
    first = rate;
  }

  /// Sets the time after a write for which an EC2 instance attribute still reads, and works, as
  /// before. Stop protection is eventually consistent (EC2 guide, ec2-stop-protection).
  public void attributeLag(Duration lag) {
    attributeLag = lag;
  }

  /// Removes all faults.
  public void clear() {
    scripted.clear();
    rates.clear();
    first = 0;
    attributeLag = Duration.ZERO;
  }

  /// Returns the operations to which a fault has applied so far.
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
    if (!exists.test(fault.api)) {
      throw new IllegalArgumentException("no such operation or permission: " + fault.api);
    }
    scripted.add(fault);
    return fault;
  }
}
