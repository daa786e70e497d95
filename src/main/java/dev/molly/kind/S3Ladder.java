package dev.molly.kind;

import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.Refusal;
import dev.molly.model.Shell;
import dev.molly.retire.Claim;
import dev.molly.retire.Ladder;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Next;
import dev.molly.retire.Retirement;
import dev.molly.retire.Rung;
import java.util.List;
import java.util.Optional;

/// How a bucket is retired: versioned, so that nothing more is lost, and put in quarantine. It
/// keeps its name.
///
/// A purge empties it only if that was chosen when it was retired, by lifecycle rules that S3
/// carries out. It is deleted out of the quarantine, so that nobody writes to it meanwhile. With
/// `keep-name` it stays instead, empty and in quarantine, and its record says that it is never due.
final class S3Ladder implements Ladder {
  /// What may be chosen when a bucket is retired.
  static final String EMPTY = "empty";

  static final String KEEP_NAME = "keep-name";

  /// What may be chosen when a bucket is restored: its policy comes back without what it allows.
  static final String WITHOUT_GRANTS = "without-grants";

  private static final ControlId VERSIONING = S3Bucket.VERSIONING.id();
  private static final ControlId POLICY = S3Bucket.DELETE_DENIED.id();

  @Override
  public List<Rung> rungs(Goal goal, Look now, Retirement record) {
    return switch (goal) {
      case RETIRED ->
          List.of(
              Records.rung(record),
              new Rung(VERSIONING, S3Settings.ENABLED),
              new Rung(POLICY, quarantine(now).closed().orElse(now.setting(POLICY))));
      case RESTORED ->
          List.of(
              Records.rung(record),
              untouched(now),
              new Rung(POLICY, lifted(now, record).orElse(now.setting(POLICY))),
              new Rung(VERSIONING, versioning(now, record)),
              new Rung(Levers.CLAIM, ""),
              new Rung(Levers.RETIREMENT, ""));
      case PURGED -> purged(now, record);
    };
  }

  private static Optional<String> lifted(Look now, Retirement record) {
    return record.options().contains(WITHOUT_GRANTS)
        ? quarantine(now).liftedWithoutGrants()
        : quarantine(now).lifted();
  }

  private static List<Rung> purged(Look now, Retirement record) {
    String rules = now.setting(Levers.LIFECYCLE);
    Rung emptying = new Rung(Levers.LIFECYCLE, S3Lifecycle.emptying(rules));
    if (!isEmpty(now)) {
      return rules.equals(emptying.to()) ? List.of(emptying) : List.of(Claim.rung(now), emptying);
    }
    if (record.options().contains(KEEP_NAME)) {
      return List.of(untouched(now), Records.rung(kept(record)));
    }
    return List.of(
        Claim.rung(now),
        new Rung(POLICY, quarantine(now).leaving().orElse(now.setting(POLICY))),
        new Rung(Levers.EXISTENCE, Levers.GONE));
  }

  /// Nothing keeps lifecycle rules from being put: a restore looks at them again when the claim of
  /// the purge that puts them is over.
  @Override
  public List<Rung> shield(Look now) {
    return List.of(new Rung(POLICY, quarantine(now).closed().orElse(now.setting(POLICY))));
  }

  private static Retirement kept(Retirement record) {
    return record.isForGood() ? record : record.dueAt(Retirement.NEVER);
  }

  private static Rung untouched(Look now) {
    return new Rung(Levers.LIFECYCLE, S3Lifecycle.untouched(now.setting(Levers.LIFECYCLE)));
  }

  /// AWS never takes a bucket back to having had no versioning.
  private static String versioning(Look now, Retirement record) {
    String before = record.settings().getOrDefault(VERSIONING, now.setting(VERSIONING));
    return before.equals(S3Settings.NEVER) && !now.setting(VERSIONING).equals(S3Settings.NEVER)
        ? S3Settings.SUSPENDED
        : before;
  }

  private static boolean isEmpty(Look now) {
    return now.setting(S3Levers.CONTENTS).equals(S3Levers.EMPTY);
  }

  private static Quarantine quarantine(Look now) {
    return Quarantine.in(now.setting(POLICY), now.resource().ref().arn());
  }

  @Override
  public Optional<Next.Blocked> blocked(Goal goal, Look now, Retirement record) {
    return switch (goal) {
      case RETIRED -> quarantine(now).obstacle().map(what -> byPolicy(now, what, "molly sweep"));
      case RESTORED -> unreleased(now, record);
      case PURGED -> unpurged(now, record);
    };
  }

  /// What deletes its objects is stopped first, whatever is wrong with the policy.
  private static Optional<Next.Blocked> unreleased(Look now, Retirement record) {
    boolean first =
        !now.setting(Levers.RETIREMENT).equals(Records.rung(record).to())
            || S3Lifecycle.isEmptying(now.setting(Levers.LIFECYCLE));
    return first || quarantine(now).removed().isPresent()
        ? Optional.empty()
        : quarantine(now).obstacle().map(what -> byPolicy(now, what, "molly restore " + id(now)));
  }

  private static Optional<Next.Blocked> unpurged(Look now, Retirement record) {
    String id = id(now);
    Quarantine quarantine = quarantine(now);
    if (quarantine.leaving().isEmpty()) {
      String what = quarantine.obstacle().orElse("its quarantine was taken away");
      return Optional.of(
          new Next.Blocked(
              new Refusal(
                  "quarantine",
                  id + ": " + what + ", so it may be in use",
                  "molly restore %s if it is needed, or else: molly sweep".formatted(id))));
    }
    if (!isEmpty(now) && !record.options().contains(EMPTY)) {
      return Optional.of(
          new Next.Blocked(
              new Refusal(
                  "not-empty",
                  id
                      + " is not empty, and that molly may empty it was not chosen when it was"
                      + " retired",
                  "molly restore %s; then empty it yourself, or retire it again with --empty"
                      .formatted(id))));
    }
    return record.options().contains(KEEP_NAME)
        ? Optional.empty()
        : quarantine
            .deniedByOthers()
            .map(
                what ->
                    byPolicy(now, what + ", by a statement that is not molly's", "molly purge"));
  }

  private static Next.Blocked byPolicy(Look now, String what, String then) {
    return new Next.Blocked(
        new Refusal(
            "policy",
            id(now) + ": " + what,
            "put it right (aws s3api get-bucket-policy --bucket %s), then: %s"
                .formatted(Shell.quote(id(now)), then)));
  }

  private static String id(Look now) {
    return now.resource().ref().identifier();
  }

  @Override
  public boolean same(ControlId control, String one, String other) {
    return control.equals(POLICY)
        ? BucketPolicy.canonical(one).equals(BucketPolicy.canonical(other))
        : one.equals(other);
  }

  @Override
  public Look after(Look now, Change change) {
    Look later = now.after(change.control(), change.to());
    boolean emptied =
        change.control().equals(Levers.LIFECYCLE) && S3Lifecycle.isEmptying(change.to());
    return emptied ? later.after(S3Levers.CONTENTS, S3Levers.EMPTY) : later;
  }
}
