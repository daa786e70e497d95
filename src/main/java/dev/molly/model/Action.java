package dev.molly.model;

import java.util.Optional;

/// One write to AWS, as data. What it takes to carry it out is for its kind to say; that it is
/// carried out at all is for the executor alone.
public sealed interface Action permits Change {
  ResourceRef resource();

  /// What takes it back; empty when nothing does.
  Optional<Action> inverse();
}
