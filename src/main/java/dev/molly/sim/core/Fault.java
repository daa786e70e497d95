package dev.molly.sim.core;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// A fault to inject, and the calls that it applies to.
public final class Fault {

  /// The kind of a fault.
  public enum Kind {
    /// The caller lacks the permission. Nothing is changed.
    DENY,
    /// The call is refused for its parameters or the state of the resource. Nothing is changed.
    REFUSE,
    /// The call is throttled. Nothing is changed.
    THROTTLE,
    /// The call never arrives, and the caller gets a timeout.
    TIMEOUT_BEFORE,
    /// The call takes effect, but the caller gets a timeout.
    TIMEOUT_AFTER,
    /// AWS returns an internal error. Nothing is changed.
    SERVER_ERROR,
    /// The response is empty: for a read, a response in which nothing is set. A write takes
    /// effect. Where AWS may also return an empty response, the caller gets the error that the
    /// clients throw for it.
    EMPTY_ANSWER,
    /// The response is slow: the virtual clock advances before the call arrives.
    SLOW
  }

  private static final int FOR_EVER = Integer.MAX_VALUE;

  Kind kind = Kind.DENY;
  String api = "";
  int timesLeft = FOR_EVER;
  Duration delay = Duration.ZERO;
  @Nullable String region;
  @Nullable String resource;
  int firstCall = 1;
  int matched;

  Fault() {}

  Fault(Kind kind, String api, int times) {
    this.kind = kind;
    this.api = api;
    this.timesLeft = times;
  }

  static Fault lasting(Kind kind, String api) {
    return new Fault(kind, api, FOR_EVER);
  }

  /// Limits the fault to calls to this region.
  public Fault in(String region) {
    this.region = region;
    return this;
  }

  /// Limits the fault to calls about this resource: an instance id, a database identifier, a
  /// bucket name.
  public Fault on(String resource) {
    this.resource = resource;
    return this;
  }

  /// Limits the fault to the nth matching call, counted from 1.
  public Fault onCall(int nth) {
    this.firstCall = nth;
    this.timesLeft = 1;
    return this;
  }

  /// Limits the fault to this many matching calls.
  public Fault times(int times) {
    this.timesLeft = times;
    return this;
  }

  /// Returns whether the fault applies to this call. Each query counts the call.
  boolean strikes(String api, String permission, String region, Collection<String> resources) {
    boolean matches =
        (this.api.equals(api) || this.api.equals(permission))
            && (this.region == null || this.region.equals(region))
            && (this.resource == null || resources.stream().anyMatch(this::names));
    if (!matches || ++matched < firstCall || timesLeft == 0) {
      return false;
    }
    if (timesLeft != FOR_EVER) {
      timesLeft--;
    }
    return true;
  }

  private boolean names(String asked) {
    return asked.equals(resource) || asked.endsWith(":" + resource);
  }
}
