package dev.molly.sim.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The states of the services in one region of one account. The states of services whose
/// resources belong to no region, such as buckets, are in the account's global region.
public final class SimRegion {

  /// The only VPC of a region, which contains all its resources.
  public static final String VPC = "vpc-0a1b2c3d4e5f60718";

  /// The regions that are enabled in every account.
  public static final List<String> ENABLED =
      List.of("us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-central-1");

  public final String account;
  public final String name;
  private final SimRegion global;
  private final Map<Class<?>, SimState> states = new LinkedHashMap<>();

  private SimRegion(String account, String name, SimRegion global) {
    this.account = account;
    this.name = name;
    this.global = global;
  }

  /// Creates the global region of an account.
  public SimRegion(String account) {
    this.account = account;
    this.name = "aws-global";
    this.global = this;
  }

  /// Creates a region without states in the account of this global region.
  public SimRegion region(String region) {
    return new SimRegion(account, region, this);
  }

  /// Adds the state of a service.
  public void add(SimState state) {
    states.put(state.getClass(), state);
  }

  /// Returns the states of this region alone.
  public Stream<SimState> states() {
    return states.values().stream();
  }

  /// Returns the states that a call to this region can reach: its own and the global ones.
  Stream<SimState> reachable() {
    return this == global ? states() : Stream.concat(states(), global.states());
  }

  /// Returns the state of a service in this region, or in its account.
  public <S extends SimState> S state(Class<S> type) {
    SimState own = states.get(type);
    return Optional.ofNullable(own == null ? global.states.get(type) : own)
        .map(type::cast)
        .orElseThrow(() -> new IllegalStateException("no service has a " + type));
  }

  /// Returns the pending changes of this region that happen by themselves.
  public Stream<SimClock.Due> due() {
    return states().flatMap(SimState::due);
  }
}
