package dev.molly.text;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Why a file could not be read or written. Java's own message is often only its path.
public final class FailureReason {
  private FailureReason() {}

  /// Returns the reason as text: `permission denied`.
  public static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case NoSuchFileException gone -> "there is no " + gone.getFile();
      case NotDirectoryException no -> no.getFile() + " is not a folder";
      case FileAlreadyExistsException there -> there.getFile() + " is in the way";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      case CharacterCodingException binary -> "it is not text in UTF-8";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
