package dev.molly.kind.ec2;

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
import dev.molly.retire.RetiredNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/// An attribute of an instance that is stored as tags: a record, or its name.
abstract class InstanceTags implements Attribute<Instance> {
  static final List<InstanceTags> ALL =
      List.of(
          new RecordTag(LifecycleAttributes.RETIREMENT, RecordTags.RETIREMENT),
          new RecordTag(LifecycleAttributes.LEASE, RecordTags.LEASE),
          new RecordTag(LifecycleAttributes.CLAIM, RecordTags.CLAIM),
          new RecordTag(LifecycleAttributes.STATE, RecordTags.STATE),
          new NameTag());

  private final ControlId id;

  private InstanceTags(ControlId id) {
    this.id = id;
  }

  @Override
  public final ControlId id() {
    return id;
  }

  @Override
  public final String read(AccountSession session, ResourceRef ref, Instance instance) {
    return setting(Instances.tags(instance));
  }

  abstract String setting(Map<String, String> tags);

  /// Returns the tags of a setting.
  abstract Map<String, String> tags(String setting);

  /// Returns the tags to write; none for a removal.
  abstract Map<String, String> put(Change change);

  @Override
  public final ApiCall call(Change change) {
    ResourceRef instance = change.resource();
    Map<String, String> put = put(change);
    String verb = put.isEmpty() ? "delete-tags" : "create-tags";
    String tags = put.isEmpty() ? CliTags.keys(tags(change.from()).keySet()) : CliTags.words(put);
    String command =
        CliCommands.inAccount(
            instance.id().account(),
            "aws ec2 %s --region %s --resources %s --tags %s"
                .formatted(verb, instance.id().region(), instance.identifier(), tags));
    String api = put.isEmpty() ? "ec2:DeleteTags" : "ec2:CreateTags";
    return new ApiCall(api, api, instance.arn(), command, "");
  }

  @Override
  public final void write(AccountSession session, Change change) {
    ResourceRef ref = change.resource();
    var ec2 = session.client(Ec2Client.class, ref.id().region());
    Map<String, String> put = put(change);
    if (put.isEmpty()) {
      List<Tag> keys =
          tags(change.from()).keySet().stream().map(key -> Tag.builder().key(key).build()).toList();
      AwsCalls.call(
          "ec2:DeleteTags", () -> ec2.deleteTags(r -> r.resources(ref.identifier()).tags(keys)));
    } else {
      AwsCalls.call(
          "ec2:CreateTags",
          () -> ec2.createTags(r -> r.resources(ref.identifier()).tags(list(put))));
    }
  }

  static List<Tag> list(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static final class RecordTag extends InstanceTags {
    private final RecordTags record;

    RecordTag(ControlId id, RecordTags record) {
      super(id);
      this.record = record;
    }

    @Override
    String setting(Map<String, String> tags) {
      return record.setting(tags);
    }

    @Override
    Map<String, String> tags(String setting) {
      return RecordTags.tags(setting);
    }

    @Override
    Map<String, String> put(Change change) {
      return RecordTags.put(change.from(), change.to());
    }
  }

  private static final class NameTag extends InstanceTags {
    private static final String KEY = "Name";

    NameTag() {
      super(LifecycleAttributes.NAME);
    }

    @Override
    String setting(Map<String, String> tags) {
      return Optional.ofNullable(tags.get(KEY))
          .map(RetiredNames::setting)
          .orElse(RetiredNames.ABSENT);
    }

    @Override
    Map<String, String> tags(String setting) {
      return RetiredNames.value(setting).map(name -> Map.of(KEY, name)).orElse(Map.of());
    }

    @Override
    Map<String, String> put(Change change) {
      return tags(change.to());
    }
  }
}
