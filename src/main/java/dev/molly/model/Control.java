package dev.molly.model;

import dev.molly.text.IdentifierSyntax;

/// One protection a kind offers.
///
/// @param measure what a rule may ask of it
/// @param page the `molly explain` page that says what it is, why it matters and how to turn it on
/// @param summary one line, for lists and for editors
public record Control(ControlId id, Measure measure, String page, String summary) {
  /// What a rule may ask of a control.
  public enum Measure {
    /// It is on or it is not.
    SWITCH,
    /// It is on for a length of time: a rule may ask for `at-least`.
    DURATION
  }

  public Control {
    IdentifierSyntax.kebab(page, "an explain page");
  }

  public static Control of(String id, Measure measure, String page, String summary) {
    return new Control(new ControlId(id), measure, page, summary);
  }
}
