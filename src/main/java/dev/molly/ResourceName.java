package dev.molly;

import dev.molly.kind.GeneratedId;
import dev.molly.kind.ResourceKind;
import dev.molly.model.Arn;
import dev.molly.model.KindId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.model.UserError;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.retire.RetirementRecordCodec.Reading;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A resource as named by the user: by its identifier, its AWS resource id, its ARN, its Name
/// tag, or its name before it was retired. Names need not be unique.
///
/// @param kind the kind that the resource must have, if the name determines it
public record ResourceName(String typed, Optional<Arn> arn, Optional<KindId> kind) {
  /// The characters that AWS allows in a tag:
  /// https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
  private static final Pattern ANY =
      Pattern.compile("[\\p{L}\\p{N}/][\\p{L}\\p{N} _.:/=+@-]{0,254}");

  /// Parses a name.
  ///
  /// @throws UserError when the text has none of the supported forms
  public static ResourceName of(String typed, SupportedKinds kinds) {
    if (Arn.isOne(typed)) {
      return ofArn(typed, kinds);
    }
    for (ResourceKind kind : kinds.registry().all()) {
      GeneratedId ids = kind.generatedId().orElse(null);
      if (ids != null && ids.isOne(typed)) {
        return new ResourceName(typed, Optional.empty(), Optional.of(kind.id()));
      }
      if (ids != null && ids.looksLikeOne(typed)) {
        throw new UserError(
            "'%s' is no %s: one is %s and %s.\nLook for it: molly scan --kind %s"
                .formatted(typed, ids.noun(), ids.prefix(), ids.words(), kind.id()));
      }
    }
    if (!ANY.matcher(typed).matches()) {
      throw new UserError(
          "'%s' is neither an instance id, a DB identifier, a bucket's name, a Name tag nor an ARN.\nLook for it: molly scan"
              .formatted(typed));
    }
    return new ResourceName(typed, Optional.empty(), Optional.empty());
  }

  private static ResourceName ofArn(String typed, SupportedKinds kinds) {
    Arn arn;
    try {
      arn = Arn.parse(typed);
    } catch (IllegalArgumentException e) {
      throw new UserError("'" + typed + "' is no ARN: " + e.getMessage() + ".", e);
    }
    KindId kind =
        kinds
            .kindOf(arn)
            .orElseThrow(
                () ->
                    new UserError(
                        "%s: molly knows the kinds %s, and this is none of them."
                            .formatted(typed, words(kinds))));
    return new ResourceName(typed, Optional.of(arn), Optional.of(kind));
  }

  private static String words(SupportedKinds kinds) {
    return kinds.catalog().kinds().stream().map(KindId::value).collect(Collectors.joining(", "));
  }

  /// Returns whether the name denotes a resource, by its current name or the one before it was
  /// retired.
  public boolean isOf(Resource resource) {
    String was = record(resource).flatMap(RetirementRecord::name).orElse("");
    return isOf(resource.ref()) || (!was.isEmpty() && isOf(resource.ref(), was::equals));
  }

  /// Returns whether the name denotes a resource by its current name; earlier names do not
  /// count.
  public boolean isOf(ResourceRef ref) {
    boolean byName = arn.isEmpty() && ref.name().equals(typed);
    return byName
        || isOf(ref, word -> ref.identifier().equals(word) || ref.id().uid().equals(word));
  }

  private boolean isOf(ResourceRef ref, Predicate<String> isCalled) {
    if (arn.isEmpty()) {
      return isCalled.test(typed);
    }
    Arn one = arn.get();
    ResourceId id = ref.id();
    return ref.arn().equals(typed)
        || (kind.equals(Optional.of(id.kind()))
            && one.account().map(id.account()::equals).orElse(true)
            && one.region().map(id.region()::equals).orElse(true)
            && isCalled.test(one.name()));
  }

  /// Returns the error for a name that denotes several resources.
  public UserError ambiguous(Collection<ResourceRef> those) {
    String list =
        those.stream()
            .map(
                ref ->
                    "  %s  %s  (%s, %s)"
                        .formatted(
                            ref.identifier(), ref.name(), ref.id().kind(), ref.id().target()))
            .sorted()
            .collect(Collectors.joining("\n"));
    return new UserError(
        "%s is ambiguous: %d resources are called that.\n%s\nSay which: its id, its ARN, or --kind, --region, --account"
            .formatted(typed, those.size(), list));
  }

  private static Optional<RetirementRecord> record(Resource resource) {
    Map<String, String> tags = resource.tags() instanceof Tags.Known(var known) ? known : Map.of();
    return RetirementRecordCodec.read(tags, resource.id().uid())
            instanceof Reading.Found(var record)
        ? Optional.of(record)
        : Optional.empty();
  }
}
