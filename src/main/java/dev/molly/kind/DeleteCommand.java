package dev.molly.kind;

import java.util.List;
import java.util.regex.Pattern;

/// An AWS CLI command that deletes resources of a kind, with all its options. A command with an
/// option that is not declared here is refused.
///
/// @param service the first word, such as `ec2`
/// @param operation the second word, such as `terminate-instances`
/// @param identifier the form of an identifier
/// @param options its options, without the one that names the resources and without the global
///     ones
public record DeleteCommand(
    String service,
    String operation,
    Target target,
    Pattern identifier,
    List<DeleteOption> options) {
  public DeleteCommand {
    options = List.copyOf(options);
  }

  /// How the command names its resources.
  public sealed interface Target {
    /// By an option. The command is a single request, which JSON can describe too.
    ///
    /// @param name the option, such as `--instance-ids`
    /// @param several whether it takes several identifiers
    /// @param inLowerCase whether AWS stores the identifiers in lower case
    record Option(String name, boolean several, boolean inLowerCase) implements Target {}

    /// By one URL, as in `s3://my-bucket`. The command is not a single request.
    ///
    /// @param scheme `s3://`
    /// @param example the text that follows "it takes" when the URL is missing
    record Url(String scheme, String example) implements Target {}
  }

  @Override
  public String toString() {
    return service + " " + operation;
  }
}
