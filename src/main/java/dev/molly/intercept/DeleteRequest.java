package dev.molly.intercept;

import dev.molly.aws.RequestOrigin;
import dev.molly.model.AccountId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What somebody asked `aws` to destroy.
///
/// @param kind of every one of them
/// @param identifiers what AWS calls them, in the order in which they were given; at least one
/// @param where the AWS that was meant
/// @param dryRun whether nothing was to be done, only said
/// @param notes what was asked for and is done otherwise, a sentence each
public record DeleteRequest(
    KindId kind, List<String> identifiers, Location where, boolean dryRun, List<String> notes) {
  public DeleteRequest {
    identifiers = identifiers.stream().distinct().toList();
    notes = List.copyOf(notes);
    if (identifiers.isEmpty()) {
      throw new IllegalArgumentException("nothing is to be destroyed");
    }
  }

  /// The AWS that was meant: what is empty, the environment and the profile decide, and they decide
  /// for molly as they do for `aws`.
  ///
  /// @param account the account that must own it (`--expected-bucket-owner`)
  /// @param endpoint where the requests go, in place of AWS's own address for the service
  public record Location(
      Optional<RegionId> region,
      Optional<String> profile,
      Optional<URI> endpoint,
      Optional<AccountId> account) {
    /// The same for a question to AWS beforehand. Where the environment names an endpoint, it is
    /// asked, as the AWS CLI would.
    ///
    /// @param service whose endpoint counts: `s3api`
    /// @throws dev.molly.model.UserError when nothing says which region
    RequestOrigin origin(Map<String, String> environment, String service) {
      String own =
          environment.getOrDefault(
              "AWS_ENDPOINT_URL_" + service.replace("s3api", "s3").toUpperCase(Locale.ROOT), "");
      String any = environment.getOrDefault("AWS_ENDPOINT_URL", "");
      String named = endpoint.map(URI::toString).orElse(own.isEmpty() ? any : own);
      String where =
          region.map(RegionId::value).orElse(environment.getOrDefault("AWS_DEFAULT_REGION", ""));
      return RequestOrigin.ofProcess(profile.orElse(""), where, named);
    }
  }

  /// What `molly retire` is given to do it: identifiers first, then options.
  public List<String> retireArguments() {
    var arguments = new ArrayList<>(identifiers);
    arguments.addAll(List.of("--kind", kind.value()));
    where.region().ifPresent(region -> arguments.addAll(List.of("--region", region.value())));
    where.profile().ifPresent(profile -> arguments.addAll(List.of("--profile", profile)));
    where.account().ifPresent(account -> arguments.addAll(List.of("--account", account.value())));
    if (!dryRun) {
      arguments.add("--apply");
    }
    return List.copyOf(arguments);
  }

  /// The system properties by which the SDK is told of the endpoint.
  ///
  /// The AWS CLI means one service by `--endpoint-url`. Molly asks others too, who is calling for
  /// one: AWS's own hosts answer for their one service only, while a stand-in such as moto answers
  /// for all.
  public Map<String, String> endpointProperties() {
    var properties = new TreeMap<String, String>();
    where
        .endpoint()
        .ifPresent(
            url -> {
              properties.put("aws.endpointUrl" + service(), url.toString());
              if (!ofAws(url)) {
                properties.put("aws.endpointUrl", url.toString());
              }
            });
    return properties;
  }

  private String service() {
    return switch (kind.value()) {
      case "ec2-instance" -> "Ec2";
      case "s3-bucket" -> "S3";
      default -> "Rds";
    };
  }

  private static boolean ofAws(URI url) {
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    return host.matches("(.*\\.)?(amazonaws\\.com(\\.cn)?|api\\.aws)");
  }
}
