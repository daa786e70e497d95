package dev.molly.model;

/// A guard's reason for saying no.
///
/// @param guard which guard: `blast-radius`
/// @param what what is not as it must be
/// @param satisfy what would satisfy the guard
public record Refusal(String guard, String what, String satisfy) {
  public Refusal {
    Words.kebab(guard, "a guard");
  }
}
