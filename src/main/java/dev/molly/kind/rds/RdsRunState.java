package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.kind.Attribute;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import software.amazon.awssdk.services.rds.RdsClient;

/// Whether a database or a cluster runs: `available` or `stopped`.
record RdsRunState<D>(RdsResources<D> resources) implements Attribute<D> {
  @Override
  public ControlId id() {
    return LifecycleAttributes.RUN_STATE;
  }

  @Override
  public String read(AccountSession session, ResourceRef ref, D shown) {
    return resources.observation(session, ref.id().region(), shown).runState();
  }

  @Override
  public ApiCall call(Change change) {
    ResourceRef ref = change.resource();
    RdsType type = resources.type();
    return starts(change)
        ? RdsType.call(
            type.action("Start"), ref, type.command("start", ref), "it is billed while it runs")
        : RdsType.call(
            type.action("Stop"),
            ref,
            type.command("stop", ref),
            "its connections end; its storage and backups are billed on; AWS starts it again after"
                + " seven days, and the next sweep stops it again");
  }

  @Override
  public void write(AccountSession session, Change change) {
    ResourceRef ref = change.resource();
    var rds = session.client(RdsClient.class, ref.id().region());
    if (starts(change)) {
      resources.start(rds, ref.identifier());
    } else {
      resources.stop(rds, ref.identifier());
    }
  }

  private static boolean starts(Change change) {
    return switch (change.to()) {
      case RdsStatus.AVAILABLE -> true;
      case RdsStatus.STOPPED -> false;
      default -> throw new IllegalArgumentException("RDS takes nothing to " + change.to());
    };
  }
}
