package dev.molly.intercept;

/// Performs the change that replaces a deletion. It asks for confirmation like every change:
/// without a user to confirm, nothing is staged.
@FunctionalInterface
public interface DeleteReplacement {
  /// Retires the resources of a deletion request, or reports why not.
  ///
  /// @return the exit code
  int stage(DeleteRequest request);
}
