package dev.molly.model;

import java.util.List;

/// The result of an import into Security Hub.
///
/// @param imported the number of findings that Security Hub accepted
/// @param failed the number of the others
/// @param problems why, as sentences without a full stop; the first of them, if there are many
public record HubImport(long imported, long failed, List<String> problems) {
  public HubImport {
    problems = List.copyOf(problems);
  }
}
