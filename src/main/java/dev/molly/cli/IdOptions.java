package dev.molly.cli;

import dev.molly.ResourceName;
import dev.molly.SupportedKinds;
import dev.molly.model.UserError;
import dev.molly.text.FailureReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Resources that are named on the command line or in a file.
final class IdOptions {
  private static final String STDIN = "-";

  /// The longest name, in characters: that of an ARN.
  private static final int LONGEST = 2048;

  @Parameters(
      arity = "0..*",
      paramLabel = "ID|ARN|NAME",
      description = "Instance id, DB identifier, bucket name, ARN, or a name that only one has.")
  List<String> ids = List.of();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Those in this file too, one in a line; - is what is piped in.")
  @Nullable String file;

  /// Returns the given names, in their order.
  ///
  /// @throws UserError when the file cannot be read or has no name in it, which must not mean all
  ///     resources, or a name is invalid or a duplicate
  List<ResourceName> named(SupportedKinds kinds) {
    var typed = new ArrayList<>(ids);
    if (file != null) {
      List<String> names =
          lines(file).stream().map(String::strip).filter(IdOptions::isName).toList();
      if (names.isEmpty()) {
        throw new UserError("--file " + file + ": it names nothing. Leave it out, or fill it.");
      }
      typed.addAll(names);
    }
    var seen = new HashSet<String>();
    for (String each : typed) {
      if (each.length() > LONGEST) {
        throw new UserError(
            "what begins '%s' is too long for a name.".formatted(each.substring(0, 40)));
      }
      if (!seen.add(each)) {
        throw new UserError(each + " is named twice. Name it once.");
      }
    }
    return typed.stream().map(each -> ResourceName.of(each, kinds)).toList();
  }

  /// Returns whether a line is a name: a list may contain empty lines and comments.
  private static boolean isName(String line) {
    return !line.isEmpty() && !line.startsWith("#");
  }

  private static List<String> lines(String file) {
    try {
      if (file.equals(STDIN)) {
        var in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        return new BufferedReader(in).lines().toList();
      }
      return Files.readAllLines(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new UserError("--file " + file + ": there is no such file.", e);
    } catch (IOException e) {
      throw new UserError("--file " + file + ": it cannot be read: " + FailureReason.of(e), e);
    }
  }
}
