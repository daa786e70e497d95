package dev.molly.model;

import dev.molly.text.IdentifierSyntax;

/// One protection that a kind offers.
///
/// @param measure the type of requirement that a rule may make
/// @param page the `molly explain` page that describes the control, its purpose and how to turn
///     it on
/// @param summary one line, for lists and for editors
public record Control(ControlId id, Measure measure, String page, String summary) {
  /// The type of requirement that a rule may make on a control.
  public enum Measure {
    /// The control is on or off.
    SWITCH,
    /// The control is on for a length of time: a rule may require `at-least`.
    DURATION
  }

  public Control {
    IdentifierSyntax.kebab(page, "an explain page");
  }

  public static Control of(String id, Measure measure, String page, String summary) {
    return new Control(new ControlId(id), measure, page, summary);
  }
}
