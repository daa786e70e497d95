package dev.molly.engine.support;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.journal.JournalEntry;
import dev.molly.journal.JournalException;
import dev.molly.journal.RunJournals;
import dev.molly.kind.ResourceKind;
import dev.molly.kind.registry.KindRegistry;
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
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.retire.RetirementRecordCodec.Reading;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The records that this installation wrote, by its own journals. A record that it did not write
/// may be another machine's, or anyone's who may tag: it is looked at, and nothing is stopped,
/// renamed, emptied, unprotected or deleted by it that nobody confirms.
///
/// A record is known that was begun here, and each that was made of a known one here. One that was
/// given more time here, and begun elsewhere, is as unknown as before. A restore that a person asks
/// for makes its record known: that person was shown what it puts back. When a later record was
/// written, an earlier one is not known any more: it may have been put back.
public final class KnownRecords {
  private final Map<ResourceId, Set<String>> texts = new HashMap<>();

  /// Those that were replaced or taken away here.
  private final Map<ResourceId, Set<String>> past = new HashMap<>();

  /// What keeps resources out of use that was set here last, and nothing was written to it since.
  private final Map<ResourceId, ControlId> outOfUse = new HashMap<>();

  /// What databases were last renamed to here.
  private final Map<ResourceId, String> names = new HashMap<>();

  /// Those of all journals that can be read.
  public static KnownRecords of(RunJournals runs) {
    var known = new KnownRecords();
    for (RunId run : runs.all()) {
      known.learn(entries(runs, run));
    }
    return known;
  }

  /// One that cannot be read says nothing here; `molly journal verify` does.
  private static List<JournalEntry> entries(RunJournals runs, RunId run) {
    try {
      return runs.read(run);
    } catch (JournalException e) {
      return List.of();
    }
  }

  /// Whether the record that a resource carries is one of them; where a key is configured, whether
  /// it is signed, wherever it was written, and is not one that was taken away here: a signature
  /// stays good, and a record of a retirement that is over could be put back. What carries none has
  /// nothing to be known.
  ///
  /// A retirement that was carried out here, and taken back elsewhere since, is not one of them: a
  /// record of it may have been put back.
  ///
  /// @param session in the resource's account; null when it cannot be entered
  public boolean has(@Nullable AccountSession session, Resource resource) {
    if (!(resource.tags() instanceof Tags.Known(var tags)) || wasRenamedElsewhere(resource)) {
      return false;
    }
    String text = RecordTags.RETIREMENT.setting(tags);
    if (session == null) {
      return has(resource.id(), text);
    }
    try {
      if (wasTakenBackElsewhere(session, resource.ref())) {
        return false;
      }
      if (session.recordSigner().isEmpty()) {
        return has(resource.id(), text);
      }
      return !past.getOrDefault(resource.id(), Set.of()).contains(text)
          && RecordSignature.doubt(session, resource).isEmpty();
    } catch (AwsException e) {
      // What KMS does not vouch for is not known, nor what cannot be looked at.
      return false;
    }
  }

  private boolean wasTakenBackElsewhere(AccountSession session, ResourceRef resource) {
    ControlId control = outOfUse.get(resource.id());
    ResourceKind kind = KindRegistry.of(resource.id().kind());
    return control != null
        && !kind.isOutOfUse(resource, control, kind.setting(session, resource, control));
  }

  /// Whether a database that was renamed here has another name now: it may have been restored
  /// elsewhere, and its old record put back. AWS tells no time at which a database was started.
  private boolean wasRenamedElsewhere(Resource resource) {
    String name = names.get(resource.id());
    return name != null && !name.equals(resource.ref().identifier());
  }

  private boolean has(ResourceId id, String text) {
    return text.isEmpty() || texts.getOrDefault(id, Set.of()).contains(text);
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
            // Another retirement begins: what an earlier one set may be gone.
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
          // Until it is known what became of it, nothing is concluded from how it is.
          outOfUse.remove(intent.change().resource().id(), intent.change().control());
        }
        case JournalEntry.Outcome other -> {}
        case JournalEntry.Notice notice -> {}
        case JournalEntry.RunStarted began -> {}
        case JournalEntry.RunFinished ended -> {}
      }
    }
  }

  private static boolean isOutOfUse(Change change) {
    return KindRegistry.of(change.resource().id().kind())
        .isOutOfUse(change.resource(), change.control(), change.to());
  }

  private static boolean renames(Change change) {
    return change.control().equals(LifecycleAttributes.NAME)
        && change.resource().id().kind().value().startsWith("rds-");
  }

  private void begun(Change change) {
    texts.computeIfAbsent(change.resource().id(), id -> new HashSet<>()).add(change.to());
  }

  private boolean isOurs(Change change) {
    ResourceId id = change.resource().id();
    return has(id, change.from())
        || (RetirementRecordCodec.read(
                    RecordTags.tags(change.to()), id.uid(), KindRegistry.recordSchema(id.kind()))
                instanceof Reading.Found(var record)
            && record.goal() == Goal.RESTORED);
  }
}
