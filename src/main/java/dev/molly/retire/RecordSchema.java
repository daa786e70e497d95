package dev.molly.retire;

import dev.molly.model.ControlId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What the records of one kind of resource may say. A tag can be written by anyone who may tag, so
/// a record with a right checksum still says nothing that molly would not have written.
///
/// @param settings the controls that retiring changes, each with the settings that it can have had
/// @param runStates what it can have been doing when it was retired
/// @param name what its recorded name looks like; matched against the empty text where a record has
///     none
/// @param options what can be chosen or accepted when one is retired
/// @param leased the protections that a lease takes off, each with its setting when it is off
public record RecordSchema(
    Map<ControlId, Set<String>> settings,
    Set<String> runStates,
    Pattern name,
    Set<String> options,
    Map<ControlId, String> leased) {
  public RecordSchema {
    settings = Map.copyOf(settings);
    runStates = Set.copyOf(runStates);
    options = Set.copyOf(options);
    leased = Map.copyOf(leased);
  }

  /// What a record of a retirement says that no such resource can have; empty when nothing.
  Optional<String> wrong(RetirementRecord record) {
    for (var was : record.settings().entrySet()) {
      Set<String> possible = settings.get(was.getKey());
      if (possible == null || !possible.contains(was.getValue())) {
        return Optional.of(
            setting(was.getKey(), was.getValue(), new TreeSet<>(settings.keySet()).toString()));
      }
    }
    if (!runStates.contains(record.runState())) {
      return Optional.of("its record says that it was '%s'".formatted(record.runState()));
    }
    if (!name.matcher(record.name().orElse("")).matches()) {
      return Optional.of(
          record
              .name()
              .map("its record says that it was called '%s', which it cannot have been"::formatted)
              .orElse("its record does not say what it was called"));
    }
    return record.options().stream()
        .filter(option -> !options.contains(option))
        .map("its record has an option '%s' that is none of its kind's"::formatted)
        .findFirst();
  }

  /// What a record of a lease says that no such resource can have; empty when nothing. A lease
  /// takes protection off, so what comes back when it ends is never less protection.
  Optional<String> wrong(ProtectionLease lease) {
    return lease.settings().entrySet().stream()
        .filter(was -> !comesBack(was.getKey(), was.getValue()))
        .map(
            was -> setting(was.getKey(), was.getValue(), new TreeSet<>(leased.keySet()).toString()))
        .findFirst();
  }

  private boolean comesBack(ControlId control, String was) {
    String off = leased.get(control);
    return off != null
        && !off.equals(was)
        && settings.getOrDefault(control, Set.of(was)).contains(was);
  }

  private static String setting(ControlId control, String was, String known) {
    return "its record says that %s was '%s', and molly changes only %s of it"
        .formatted(control, was, known);
  }
}
