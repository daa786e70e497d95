package dev.molly.engine.support;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.journal.JournalEntry;
import dev.molly.journal.JournalException;
import dev.molly.journal.RunJournals;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.ReadFailures;
import dev.molly.kind.Retirable;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.retire.RetirementRecordCodec.Reading;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The records written by this installation, according to its journals. Any other record may
/// have been written by another machine, or by any principal that may tag: it is observed, but
/// no resource is stopped, renamed, emptied, unprotected or deleted because of it without a
/// confirmation.
///
/// A record is known if its retirement was begun here, or if it was derived here from a known
/// record. A record from elsewhere whose retention was extended here stays unknown. A restore
/// requested by the user makes its record known, because the user was shown the settings it
/// restores. A later record makes the earlier ones unknown, because an old one may have been put
/// back.
public final class KnownRecords {
  private final RetirementTracker tracker;
  private final KindRegistry kinds;

  private final Map<ResourceId, Set<String>> texts = new HashMap<>();

  /// The records that were replaced or removed here.
  private final Map<ResourceId, Set<String>> past = new HashMap<>();

  /// The control that last put each resource out of use here, if it was not written since.
  private final Map<ResourceId, ControlId> outOfUse = new HashMap<>();

  /// The last name given to each database here.
  private final Map<ResourceId, String> names = new HashMap<>();

  /// Creates it for an installation that has written no record.
  ///
  /// @param tracker observes the resources
  public KnownRecords(RetirementTracker tracker) {
    this.tracker = tracker;
    this.kinds = tracker.kinds();
  }

  /// Returns the known records of all readable journals.
  public static KnownRecords of(RetirementTracker tracker, RunJournals runs) {
    var known = new KnownRecords(tracker);
    for (RunId run : runs.all()) {
      known.learn(entries(runs, run));
    }
    return known;
  }

  /// Returns no entries for a journal that cannot be read; `molly journal verify` reports it.
  private static List<JournalEntry> entries(RunJournals runs, RunId run) {
    try {
      return runs.read(run);
    } catch (JournalException e) {
      return List.of();
    }
  }

  /// Returns whether the record of a resource is known. If a signing key is configured, a record
  /// is known if it is signed, wherever it was written, and was not removed or replaced here: a
  /// signature stays valid, so a record of a completed retirement could be put back. A resource
  /// without a record counts as known.
  ///
  /// A record is unknown if the retirement was carried out here and undone elsewhere since: its
  /// record may have been put back.
  ///
  /// @param session the session in the resource's account; null if the account cannot be entered:
  ///     then only the journals are asked
  /// @throws AwsException if the resource cannot be read, or KMS does not verify the signature
  public boolean has(@Nullable AccountSession session, Resource resource) {
    if (resource.tags() instanceof Tags.Unknown(var why, _)) {
      throw new AwsException(AwsException.Reason.OTHER, "its tags could not be read: " + why);
    }
    if (!(resource.tags() instanceof Tags.Known(var tags))) {
      return false;
    }
    String text = RecordTags.RETIREMENT.setting(tags);
    if (text.isEmpty()) {
      return true;
    }
    if (wasRenamedElsewhere(session, resource)) {
      return false;
    }
    if (session == null) {
      return has(resource.id(), text);
    }
    if (wasTakenBackElsewhere(session, resource.ref())) {
      return false;
    }
    if (session.recordSigner().isEmpty()) {
      return has(resource.id(), text);
    }
    return !isPast(resource.id(), text) && RecordSignature.doubt(session, resource).isEmpty();
  }

  private boolean wasTakenBackElsewhere(AccountSession session, ResourceRef resource) {
    ControlId control = outOfUse.get(resource.id());
    return control != null
        && kinds.of(resource.id().kind()) instanceof Retirable kind
        && !kind.isOutOfUse(resource, control, setting(session, resource, control));
  }

  private String setting(AccountSession session, ResourceRef resource, ControlId control) {
    return tracker
        .observe(session, resource, new ControlSelection(Set.of(control), false))
        .orElseThrow(() -> ReadFailures.gone(resource))
        .setting(control);
  }

  /// Returns whether a database that was renamed here has another name now: it may have been
  /// restored elsewhere, and its old record put back. AWS reports no start time of a database. A
  /// rename takes AWS minutes, and the old name is shown until it is done.
  private boolean wasRenamedElsewhere(@Nullable AccountSession session, Resource resource) {
    String name = names.get(resource.id());
    return name != null
        && !name.equals(resource.ref().identifier())
        && (session == null
            || !name.equals(setting(session, resource.ref(), LifecycleAttributes.NAME)));
  }

  /// Returns whether a record was replaced or removed here. A run whose clock was behind is called
  /// like an earlier one, so that the order of the runs does not show it.
  private boolean isPast(ResourceId id, String text) {
    return past.getOrDefault(id, Set.of()).contains(text);
  }

  private boolean has(ResourceId id, String text) {
    return text.isEmpty() || (texts.getOrDefault(id, Set.of()).contains(text) && !isPast(id, text));
  }

  private void learn(List<JournalEntry> entries) {
    var open = new HashMap<Integer, Change>();
    var renames = new HashMap<Integer, Change>();
    var others = new HashMap<Integer, Change>();
    for (JournalEntry entry : entries) {
      switch (entry) {
        case JournalEntry.Intent intent when renames(intent.change()) ->
            renames.put(intent.step(), intent.change());
        case JournalEntry.Intent intent
            when intent.change().control().equals(LifecycleAttributes.RETIREMENT) -> {
          if (intent.change().from().isEmpty()) {
            // Another retirement begins: the settings of an earlier one may be gone.
            outOfUse.remove(intent.change().resource().id());
          }
          if (isOurs(intent.change())) {
            begun(intent.change());
            open.put(intent.step(), intent.change());
          }
        }
        case JournalEntry.Outcome outcome when outcome.result() == Result.DONE -> {
          Change renamed = renames.get(outcome.step());
          if (renamed != null) {
            names.put(renamed.resource().id(), renamed.to());
          }
          Change other = others.get(outcome.step());
          if (other != null && isOutOfUse(other)) {
            outOfUse.put(other.resource().id(), other.control());
          }
          Change written = open.get(outcome.step());
          if (written != null) {
            ResourceId id = written.resource().id();
            texts.put(id, new HashSet<>(Set.of(written.to())));
            past.computeIfAbsent(id, each -> new HashSet<>()).add(written.from());
          }
        }
        case JournalEntry.Intent intent -> {
          others.put(intent.step(), intent.change());
          // Until the outcome of this write is known, the setting proves nothing.
          outOfUse.remove(intent.change().resource().id(), intent.change().control());
        }
        case JournalEntry.Outcome other -> {}
        case JournalEntry.Notice notice -> {}
        case JournalEntry.RunStarted began -> {}
        case JournalEntry.RunFinished ended -> {}
      }
    }
  }

  private boolean isOutOfUse(Change change) {
    return kind(change)
        .filter(kind -> kind.isOutOfUse(change.resource(), change.control(), change.to()))
        .isPresent();
  }

  private boolean renames(Change change) {
    return change.control().equals(LifecycleAttributes.NAME)
        && kind(change).filter(Retirable::isNameTheIdentifier).isPresent();
  }

  private Optional<Retirable> kind(Change change) {
    return kinds.findRetirable(change.resource().id().kind());
  }

  private void begun(Change change) {
    texts.computeIfAbsent(change.resource().id(), id -> new HashSet<>()).add(change.to());
  }

  private boolean isOurs(Change change) {
    return has(change.resource().id(), change.from())
        || kind(change).filter(kind -> restores(change, kind.recordSchema())).isPresent();
  }

  private static boolean restores(Change change, RecordSchema schema) {
    return RetirementRecordCodec.read(
                RecordTags.tags(change.to()), change.resource().id().uid(), schema)
            instanceof Reading.Found(var record)
        && record.goal() == Goal.RESTORED;
  }
}
