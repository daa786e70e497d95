package dev.molly.sim;

import dev.molly.sim.core.SimRegion;
import dev.molly.sim.core.SimService;
import dev.molly.sim.ec2.SimAutoScaling;
import dev.molly.sim.ec2.SimEc2;
import dev.molly.sim.rds.SimRds;
import dev.molly.sim.s3.SimS3;
import dev.molly.sim.s3.SimS3Control;
import dev.molly.sim.services.SimCloudTrail;
import dev.molly.sim.services.SimCloudWatch;
import dev.molly.sim.services.SimElb;
import dev.molly.sim.services.SimKms;
import dev.molly.sim.services.SimOrganizations;
import dev.molly.sim.services.SimSts;
import dev.molly.sim.switches.SimCloudFormation;
import dev.molly.sim.switches.SimCognito;
import dev.molly.sim.switches.SimDynamoDb;
import dev.molly.sim.switches.SimEks;
import dev.molly.sim.switches.SimLogs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkClient;

/// The simulated services: one line for each.
final class SimServices {

  static final List<SimService<?>> ALL =
      List.of(
          SimEc2.SERVICE,
          SimKms.SERVICE,
          SimElb.SERVICE,
          SimRds.SERVICE,
          SimS3.SERVICE,
          SimS3Control.SERVICE,
          SimAutoScaling.SERVICE,
          SimCloudTrail.SERVICE,
          SimCloudWatch.SERVICE,
          SimSts.SERVICE,
          SimOrganizations.SERVICE,
          SimDynamoDb.SERVICE,
          SimCloudFormation.SERVICE,
          SimLogs.SERVICE,
          SimEks.SERVICE,
          SimCognito.SERVICE);

  private static final Map<Class<?>, SimService<?>> BY_TYPE =
      ALL.stream().collect(Collectors.toMap(SimService::type, service -> service));

  private SimServices() {}

  /// Returns the service that an SDK interface is served by.
  @SuppressWarnings("unchecked")
  static <C extends SdkClient> SimService<C> of(Class<C> type) {
    return (SimService<C>)
        Optional.ofNullable(BY_TYPE.get(type))
            .orElseThrow(() -> new IllegalArgumentException("not simulated: " + type.getName()));
  }

  /// Returns whether a service has this operation or permission, such as `ec2:StopInstances`.
  static boolean have(String api) {
    return ALL.stream().anyMatch(service -> service.has(api));
  }

  /// Returns the global region of a new account, without resources.
  static SimRegion newAccount(String account) {
    SimRegion global = new SimRegion(account);
    ALL.forEach(service -> service.global().forEach(state -> global.add(state.apply(global))));
    return global;
  }

  /// Returns a new region, without resources.
  static SimRegion newRegion(SimRegion global, String name) {
    SimRegion region = global.region(name);
    ALL.forEach(service -> service.regional().forEach(state -> region.add(state.apply(region))));
    return region;
  }
}
