package dev.molly.sim.core;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// One thing that is to go wrong, and for which calls.
public final class Fault {

  /// What can go wrong with a call.
  public enum Kind {
    /// The caller lacks the permission. Nothing happens.
    DENY,
    /// AWS is asked too often. Nothing happens.
    THROTTLE,
    /// The call never arrives, and the caller sees a timeout.
    TIMEOUT_BEFORE,
    /// The call takes effect, and the caller sees a timeout all the same.
    TIMEOUT_AFTER,
    /// AWS answers with an internal error. Nothing happens.
    SERVER_ERROR,
    /// What comes back has nothing in it: of a read, an answer in which nothing is set. Of a write,
    /// which takes effect, and where an answer may be empty, it is what the clients make of it.
    EMPTY_ANSWER,
    /// The answer takes its time: the virtual clock moves on before the call arrives.
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

  /// Only for calls to this region.
  public Fault in(String region) {
    this.region = region;
    return this;
  }

  /// Only for calls about this resource: an instance id, a database identifier, a bucket name.
  public Fault on(String resource) {
    this.resource = resource;
    return this;
  }

  /// Only for the nth matching call, counted from 1.
  public Fault onCall(int nth) {
    this.firstCall = nth;
    this.timesLeft = 1;
    return this;
  }

  /// For this many matching calls, then never again.
  public Fault times(int times) {
    this.timesLeft = times;
    return this;
  }

  /// Whether the fault strikes this call. Asking counts the call.
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
