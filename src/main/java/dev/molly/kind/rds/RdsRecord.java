package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.CliCommands;
import dev.molly.kind.Attribute;
import dev.molly.kind.support.CliTags;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RecordTags;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.rds.RdsClient;

/// A record of a database or a cluster, stored as tags.
record RdsRecord<D>(ControlId id, RecordTags tags, RdsResources<D> resources)
    implements Attribute<D> {
  static <D> List<RdsRecord<D>> all(RdsResources<D> resources) {
    return List.of(
        new RdsRecord<>(LifecycleAttributes.RETIREMENT, RecordTags.RETIREMENT, resources),
        new RdsRecord<>(LifecycleAttributes.LEASE, RecordTags.LEASE, resources),
        new RdsRecord<>(LifecycleAttributes.CLAIM, RecordTags.CLAIM, resources),
        new RdsRecord<>(LifecycleAttributes.STATE, RecordTags.STATE, resources));
  }

  @Override
  public String read(AccountSession session, ResourceRef ref, D shown) {
    return resources.observation(session, ref.id().region(), shown).setting(tags);
  }

  @Override
  public ApiCall call(Change change) {
    ResourceRef ref = change.resource();
    Map<String, String> put = RecordTags.put(change.from(), change.to());
    String options =
        put.isEmpty()
            ? " --tag-keys " + CliTags.names(keys(change))
            : " --tags " + CliTags.words(put);
    String command =
        CliCommands.inAccount(
            ref.id().account(),
            "aws rds %s --region %s --resource-name %s%s"
                .formatted(
                    put.isEmpty() ? "remove-tags-from-resource" : "add-tags-to-resource",
                    ref.id().region(),
                    ref.arn(),
                    options));
    return RdsType.call(
        put.isEmpty() ? "rds:RemoveTagsFromResource" : "rds:AddTagsToResource", ref, command, "");
  }

  private static List<String> keys(Change change) {
    return List.copyOf(RecordTags.tags(change.from()).keySet());
  }

  @Override
  public void write(AccountSession session, Change change) {
    ResourceRef ref = change.resource();
    var rds = session.client(RdsClient.class, ref.id().region());
    Map<String, String> put = RecordTags.put(change.from(), change.to());
    if (put.isEmpty()) {
      AwsCalls.call(
          "rds:RemoveTagsFromResource",
          () -> rds.removeTagsFromResource(r -> r.resourceName(ref.arn()).tagKeys(keys(change))));
    } else {
      AwsCalls.call(
          "rds:AddTagsToResource",
          () -> rds.addTagsToResource(r -> r.resourceName(ref.arn()).tags(RdsTags.list(put))));
    }
  }
}
