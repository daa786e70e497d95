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

/// A deletion requested through `aws`.
///
/// @param kind the kind of all the resources
/// @param service the service in the SDK's system properties, such as `Ec2`
/// @param identifiers the AWS identifiers of the resources, in the order given; at least one
/// @param where the target account, region and endpoint
/// @param dryRun whether to report only, and change nothing
/// @param notes the parts of the request that are handled differently, one sentence each
public record DeleteRequest(
    KindId kind,
    String service,
    List<String> identifiers,
    Location where,
    boolean dryRun,
    List<String> notes) {
  public DeleteRequest {
    identifiers = identifiers.stream().distinct().toList();
    notes = List.copyOf(notes);
    if (identifiers.isEmpty()) {
      throw new IllegalArgumentException("nothing is to be destroyed");
    }
  }

  /// The AWS account, region and endpoint that the command targets. Empty values are decided by
  /// the environment and the profile, for molly as for `aws`.
  ///
  /// @param account the account that must own the resource (`--expected-bucket-owner`)
  /// @param endpoint the URL for the requests, in place of the service's AWS endpoint
  public record Location(
      Optional<RegionId> region,
      Optional<String> profile,
      Optional<URI> endpoint,
      Optional<AccountId> account) {
    /// Returns the same target for a read before the command. Without an endpoint, the SDK finds
    /// the configured one, as the AWS CLI does.
    ///
    /// @throws dev.molly.model.UserError if no region is set
    RequestOrigin origin(Map<String, String> environment) {
      String where =
          region.map(RegionId::value).orElse(environment.getOrDefault("AWS_DEFAULT_REGION", ""));
      return RequestOrigin.ofProcess(
          profile.orElse(""), where, endpoint.map(URI::toString).orElse(""));
    }
  }

  /// Returns the arguments of the equivalent `molly retire`: identifiers first, then options.
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

  /// Returns the system properties that set the endpoint in the SDK.
  ///
  /// The AWS CLI applies `--endpoint-url` to one service. Molly also calls other services, for
  /// example to identify the caller. An AWS host serves only its own service, while a stand-in
  /// such as moto serves all of them.
  public Map<String, String> endpointProperties() {
    var properties = new TreeMap<String, String>();
    where
        .endpoint()
        .ifPresent(
            url -> {
              properties.put("aws.endpointUrl" + service, url.toString());
              if (!ofAws(url)) {
                properties.put("aws.endpointUrl", url.toString());
              }
            });
    return properties;
  }

  private static boolean ofAws(URI url) {
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    return host.matches("(.*\\.)?(amazonaws\\.com(\\.cn)?|api\\.aws)");
  }
}
