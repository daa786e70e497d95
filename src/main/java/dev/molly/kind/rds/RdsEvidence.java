package dev.molly.kind.rds;

import static dev.molly.model.Evidence.Topic.AGE;
import static dev.molly.model.Evidence.Topic.BACKUP;
import static dev.molly.model.Evidence.Topic.WHAT;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.kind.EvidenceCollector;
import dev.molly.kind.EvidenceReader;
import dev.molly.kind.support.HumanQuantities;
import dev.molly.model.Evidence;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceRef;
import dev.molly.model.UsageSince;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the evidence of whether a database or a cluster is still used. It is used if there is a
/// connection to it.
///
/// @param <D> the RDS description of one
abstract class RdsEvidence<D> implements EvidenceReader {
  static final int PAGE = 100;
  private static final int MOST_PAGES = 10;

  private final RdsResources<D> resources;

  RdsEvidence(RdsResources<D> resources) {
    this.resources = resources;
  }

  /// A complete snapshot.
  record Taken(String identifier, Instant at) {
    /// Converts a snapshot that RDS returned; none if it is not complete.
    static Stream<Taken> of(String identifier, String status, @Nullable Instant at) {
      return "available".equals(status) && at != null
          ? Stream.of(new Taken(identifier, at))
          : Stream.empty();
    }
  }

  abstract void tell(
      AccountSession session, RegionId region, D shown, Instant now, EvidenceCollector found);

  abstract ConnectionMetrics connections(AccountSession session, RegionId region, D shown);

  /// Returns whether it reports metrics to CloudWatch.
  abstract boolean isUp(D shown);

  @Override
  public List<Evidence> of(AccountSession session, ResourceRef ref, Instant now) {
    var found = new EvidenceCollector();
    found.ask(
        WHAT,
        "its description, and with it all other evidence,",
        () -> tell(session, ref.id().region(), resources.get(session, ref), now, found));
    return found.all();
  }

  @Override
  public UsageSince usedSince(AccountSession session, ResourceRef ref, Instant since, Instant now) {
    D shown = resources.get(session, ref);
    return connections(session, ref.id().region(), shown).since(isUp(shown), since, now);
  }

  static void created(@Nullable Instant at, Instant now, EvidenceCollector found) {
    if (at == null) {
      found.unknown(AGE, "RDS does not say when it was created");
    } else {
      found.note(AGE, "created on " + HumanQuantities.since(at, now));
    }
  }

  /// In every status except these it accepts, or may accept, connections.
  static boolean isUp(String status) {
    return !List.of("stopped", "stopping", "starting", "creating").contains(status);
  }

  static boolean restorable(@Nullable Instant latest, Instant now, EvidenceCollector found) {
    if (latest != null) {
      found.note(
          BACKUP,
          "automated backups: it can be restored up to " + HumanQuantities.since(latest, now));
    }
    return latest != null;
  }

  /// Returns the newest snapshot among the first thousand.
  ///
  /// @param taken the snapshots on a page
  static <P> Optional<Taken> last(
      String permission, Iterator<P> pages, Function<P, Stream<Taken>> taken) {
    Optional<Taken> last = Optional.empty();
    for (int page = 0; page < MOST_PAGES && AwsCalls.call(permission, pages::hasNext); page++) {
      last =
          Stream.concat(last.stream(), taken.apply(AwsCalls.call(permission, pages::next)))
              .max(Comparator.comparing(Taken::at));
    }
    return last;
  }

  /// Reports the backups from which it can be restored.
  ///
  /// @param restorable whether there are automated backups
  static void backup(
      @Nullable Taken last, boolean restorable, Instant now, EvidenceCollector found) {
    if (last != null) {
      String when = HumanQuantities.since(last.at(), now);
      found.note(BACKUP, "last snapshot: %s, %s".formatted(last.identifier(), when));
    } else if (restorable) {
      found.note(BACKUP, "there is no snapshot of it beside the automated backups");
    } else {
      found.warning(BACKUP, "there is no snapshot of it, and no automated backup");
    }
  }
}
