package dev.molly.intercept;

import java.util.List;

/// `aws cloudcontrol delete-resource`, which deletes a resource of any type by the name of the
/// type.
final class CloudControl {
  static final String SERVICE = "cloudcontrol";
  static final String OPERATION = "delete-resource";

  private CloudControl() {}

  /// Returns whether the command may delete a resource of a kind that molly knows: true unless
  /// the command line itself names another type.
  static boolean mayDestroy(List<String> arguments, DestructiveCommands destructive) {
    List<String> types = arguments.stream().filter(CloudControl::looksLikeType).toList();
    boolean elsewhere =
        arguments.stream().anyMatch(word -> word.startsWith("--cli-i") || word.contains("://"));
    return elsewhere || types.size() != 1 || destructive.hasType(type(types.getFirst()));
  }

  private static boolean looksLikeType(String word) {
    return word.contains("::");
  }

  private static String type(String word) {
    return word.substring(word.indexOf('=') + 1);
  }
}
