package dev.molly.retire;

import dev.molly.model.ControlId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The permitted content of the records of one kind of resource. A tag can be written by any
/// principal with permission to tag, so even a record with a correct checksum is limited to
/// content that Molly would have written.
///
/// @param settings the controls that a retirement changes, each with its possible original
///     settings
/// @param runStates the possible run states at the time of the retirement
/// @param name the pattern of the recorded name; matched against the empty text if a record has
///     none
/// @param options the options that can be chosen or accepted at the time of the retirement
/// @param leased the protections that a lease removes, each with its setting when it is off
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

  /// Returns the content of a retirement record that is impossible for this kind of resource;
  /// empty if there is none.
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

  /// Returns the text about a setting that no record of the kind can hold.
  static String setting(ControlId control, String was, String known) {
    return "its record says that %s was '%s', and molly changes only %s of it"
        .formatted(control, was, known);
  }
}
