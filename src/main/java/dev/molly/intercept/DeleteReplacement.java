package dev.molly.intercept;

/// Does what is done in the place of a destruction. It asks for confirmation as every change does:
/// with nobody to ask, nothing is staged.
@FunctionalInterface
public interface DeleteReplacement {
  /// Retires what was to be destroyed, or says why not.
  ///
  /// @return the exit code
  int stage(DeleteRequest request);
}
