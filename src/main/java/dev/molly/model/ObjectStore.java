package dev.molly.model;

import java.util.Optional;

/// Objects under one prefix of a bucket, by name. It remembers which version of an object was
/// read, and replaces only that one.
public interface ObjectStore {
  /// Returns the content of an object; empty if it is certain that there is none.
  ///
  /// @throws UserError if it cannot be read, as a sentence that begins with its address; caused by
  ///     a [java.nio.file.AccessDeniedException] if that is denied, which may only mean that the
  ///     object does not exist: S3 says so only to callers with `s3:ListBucket`
  Optional<byte[]> read(String name);

  /// Writes an object in place of the version that was read, in one attempt. An object that was not
  /// read is read first.
  ///
  /// @return whether it was written: not if another version has been written since the read
  /// @throws UserError if it was not written, or that is not known, as a sentence
  boolean replace(String name, byte[] content);

  /// Writes an object that does not exist yet, in one attempt.
  ///
  /// @return whether it was written: not if there is one of that name
  /// @throws UserError as [#replace]
  boolean create(String name, byte[] content);

  /// Returns the address of an object.
  String shown(String name);
}
