package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.kind.ReadFailures;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.Tag;

/// The databases or the clusters of RDS: how one is described, and the calls that change it.
///
/// @param <D> the RDS description of one
abstract class RdsResources<D> {
  abstract RdsType type();

  /// Returns the resource with this name, regardless of its resource id.
  abstract Optional<D> named(AccountSession session, RegionId region, String name);

  /// Returns the RDS response for one resource id. Stand-ins for RDS may ignore that filter.
  abstract List<D> byResourceId(AccountSession session, RegionId region, String uid);

  /// Converts an RDS description to a resource.
  abstract Resource resource(
      AccountSession session, RegionId region, D shown, Map<ControlId, Protection> controls);

  /// Converts an RDS description to an observation of its attributes.
  abstract RdsObservation observation(AccountSession session, RegionId region, D shown);

  /// Reads the final copies of a resource.
  ///
  /// @param resource the resource with its tags
  abstract RdsSnapshots copies(AccountSession session, Resource resource);

  abstract void start(RdsClient rds, String name);

  abstract void stop(RdsClient rds, String name);

  /// Renames it immediately, which also applies every other change that waits for the
  /// maintenance window.
  abstract void rename(RdsClient rds, String name, String to);

  abstract void copy(RdsClient rds, String name, String copy, List<Tag> tags);

  /// Deletes it with a last snapshot, and keeps the automated backups.
  abstract void delete(RdsClient rds, String name, String last);

  /// Finds a resource by its name, or by its resource id if its name has changed. A resource
  /// that is being deleted counts as gone.
  final Optional<D> describe(AccountSession session, ResourceRef ref) {
    RegionId region = ref.id().region();
    return named(session, region, ref.identifier())
        .filter(shown -> isIt(session, ref, shown))
        .or(() -> only(byUid(session, ref), ref))
        .filter(shown -> !plain(session, region, shown).state().equals(RdsStatus.DELETING));
  }

  private List<D> byUid(AccountSession session, ResourceRef ref) {
    return byResourceId(session, ref.id().region(), ref.id().uid()).stream()
        .filter(shown -> isIt(session, ref, shown))
        .toList();
  }

  /// Returns the only element; empty if there is none.
  ///
  /// @throws AwsException if there are several, since it is unknown which one is meant
  private static <T> Optional<T> only(List<T> found, ResourceRef ref) {
    if (found.size() > 1) {
      throw new AwsException(
          AwsException.Reason.OTHER,
          "%s is gone, and AWS shows %d others with its id %s"
              .formatted(ref.identifier(), found.size(), ref.id().uid()));
    }
    return found.stream().findFirst();
  }

  final boolean isIt(AccountSession session, ResourceRef ref, D shown) {
    return plain(session, ref.id().region(), shown).id().uid().equals(ref.id().uid());
  }

  final Resource plain(AccountSession session, RegionId region, D shown) {
    return resource(session, region, shown, Map.of());
  }

  /// @throws AwsException if it is gone, or AWS does not answer
  final D get(AccountSession session, ResourceRef ref) {
    return describe(session, ref).orElseThrow(() -> ReadFailures.gone(ref));
  }

  /// Neptune and DocumentDB share RDS's calls and appear in its listings.
  static boolean isOurs(String engine) {
    return !engine.startsWith("neptune") && !engine.startsWith("docdb");
  }
}
