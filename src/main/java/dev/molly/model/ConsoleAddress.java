package dev.molly.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The page of a kind's resources in the AWS console: its path with places for the resource.
/// `{region}`, `{id}`, `{uid}` and `{arn}` are replaced by the percent-encoded values, `{id$}` by
/// the identifier as CloudWatch encodes it in its own addresses.
///
/// Source: the addresses that the console itself shows; the hosts are those of the partitions in
/// the AWS General Reference, the GovCloud User Guide and the China Getting Started guide.
///
/// @param path the path after the host; empty if the console has no page for the kind
public record ConsoleAddress(String path) {
  /// The address of a kind without a page.
  public static final ConsoleAddress NONE = new ConsoleAddress("");

  /// What stands for itself in an address (RFC 3986, 2.3).
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private static final Map<String, String> HOSTS =
      Map.of(
          "aws", "https://console.aws.amazon.com/",
          "aws-cn", "https://console.amazonaws.cn/",
          "aws-us-gov", "https://console.amazonaws-us-gov.com/");

  /// Returns the address of a resource; empty if there is none, or its partition is not known.
  public Optional<String> of(ResourceRef resource) {
    if (path.isEmpty() || !Arn.isOne(resource.arn())) {
      return Optional.empty();
    }
    return Optional.ofNullable(HOSTS.get(resource.arn().split(":", 3)[1]))
        .map(host -> host + filled(resource));
  }

  private String filled(ResourceRef resource) {
    String id = encoded(resource.identifier());
    return path.replace("{region}", encoded(resource.id().region().value()))
        .replace("{id}", id)
        .replace("{id$}", encoded(id).replace("%", "$"))
        .replace("{uid}", encoded(resource.id().uid()))
        .replace("{arn}", encoded(resource.arn()));
  }

  private static String encoded(String text) {
    var encoded = new StringBuilder();
    for (byte each : text.getBytes(UTF_8)) {
      char letter = (char) (each & 0xff);
      if (UNRESERVED.indexOf(letter) >= 0) {
        encoded.append(letter);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", each & 0xff));
      }
    }
    return encoded.toString();
  }
}
