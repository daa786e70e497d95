package dev.molly.model;

import java.util.Optional;

/// Objects under one prefix of a bucket, by name. It remembers which version of an object was
/// read, and replaces no other.
public interface ObjectStore {
  /// Returns the content of an object; empty if it is certain that there is none.
  ///
  /// @throws UserError if it cannot be read, as a sentence that begins with its address; caused by
  ///     a [java.nio.file.AccessDeniedException] if that is denied, which it may also be because
  ///     there is none
  Optional<byte[]> read(String name);

  /// Writes an object in place of the version that was read, once.
  ///
  /// @return whether it was written: not if another one has been written since
  /// @throws UserError if it was not written, or that is not known, as a sentence
  boolean replace(String name, byte[] content);

  /// Writes an object that is not there yet, once.
  ///
  /// @return whether it was written: not if there is one of that name
  /// @throws UserError as [#replace]
  boolean create(String name, byte[] content);

  /// Returns the address of an object.
  String shown(String name);
}
