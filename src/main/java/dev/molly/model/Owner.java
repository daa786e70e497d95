package dev.molly.model;

import java.util.Optional;

/// Who owns a resource according to its tags, or why that is not known. A resource whose tags
/// were not read does not count as one without an owner.
public sealed interface Owner {
  /// The owner that a tag names.
  record Named(String value) implements Owner {}

  /// The resource has none of the owner tags.
  record None() implements Owner {}

  /// The tags were not read: that takes a call for each resource.
  record Unread() implements Owner {}

  /// AWS did not return the tags.
  record Unknown(String why) implements Owner {}

  /// Returns the owner's name; empty if there is none, or it is not known.
  default Optional<String> name() {
    return this instanceof Named(String value) ? Optional.of(value) : Optional.empty();
  }

  /// Returns what is known, as a word for programs.
  default String word() {
    return switch (this) {
      case Named _ -> "tagged";
      case None _ -> "untagged";
      case Unread _ -> "not-read";
      case Unknown _ -> "unknown";
    };
  }

  /// Returns the owner for readers.
  default String label() {
    return switch (this) {
      case Named(String value) -> value;
      case None _ -> "no owner";
      case Unread _ -> "unread owner";
      case Unknown _ -> "unknown owner";
    };
  }
}
