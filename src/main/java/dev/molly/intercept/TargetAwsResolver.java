package dev.molly.intercept;

import dev.molly.intercept.DeleteRequest.Location;
import dev.molly.model.AccountId;
import dev.molly.model.RegionId;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// Determines the target account, region and endpoint in cases where the AWS CLI and the SDK for
/// Java would resolve them differently.
///
/// The AWS CLI takes its region from `AWS_DEFAULT_REGION`, version 2 from `AWS_REGION` first,
/// the SDK for Java from `AWS_REGION` only, and each from the profile if it finds no variable.
/// Databases of the same name may exist in two regions, so nothing is guessed when they differ.
/// The same applies to `AWS_DEFAULT_PROFILE`, which only version 1 of the CLI reads.
///
/// Source: AWS CLI User Guide, "Environment variables"; AWS SDKs Reference Guide, "AWS Region".
final class TargetAwsResolver {
  private static final String REGION = "AWS_REGION";
  private static final String DEFAULT_REGION = "AWS_DEFAULT_REGION";
  private static final String PROFILE = "AWS_PROFILE";
  private static final String DEFAULT_PROFILE = "AWS_DEFAULT_PROFILE";

  private final ParsedOptions given;
  private final CliEnvironment around;

  TargetAwsResolver(ParsedOptions given, CliEnvironment around) {
    this.given = given;
    this.around = around;
  }

  /// @param owner the account of `--expected-bucket-owner`; empty if there is none
  Location of(String owner) throws UnsupportedArgumentsException {
    return new Location(region(), profile(), endpoint(), account(owner));
  }

  private Optional<RegionId> region() throws UnsupportedArgumentsException {
    Optional<String> word = given.value("--region");
    if (word.isEmpty()) {
      word = around.variable(REGION).or(() -> around.variable(DEFAULT_REGION));
      if (disagree(REGION, DEFAULT_REGION)) {
        throw new UnsupportedArgumentsException(
            "AWS_REGION and AWS_DEFAULT_REGION differ: say which is meant, with --region");
      }
      if (around.variable(DEFAULT_REGION).isEmpty()) {
        refuseAnotherRegionOfTheProfile();
      }
    }
    try {
      return word.map(RegionId::new);
    } catch (IllegalArgumentException e) {
      throw new UnsupportedArgumentsException(String.valueOf(e.getMessage()));
    }
  }

  /// Version 1 of the AWS CLI does not read `AWS_REGION`, and goes by the profile.
  private void refuseAnotherRegionOfTheProfile() throws UnsupportedArgumentsException {
    Optional<String> configured =
        around.regionOf().apply(given.value("--profile").orElse("")).map(RegionId::value);
    Optional<String> variable = around.variable(REGION);
    if (variable.isPresent() && configured.isPresent() && !configured.equals(variable)) {
      throw new UnsupportedArgumentsException(
          "AWS_REGION and the region of the profile differ: say which is meant, with --region");
    }
  }

  private Optional<String> profile() throws UnsupportedArgumentsException {
    Optional<String> named = given.value("--profile");
    boolean onlyTheCliSeesIt =
        around.variable(DEFAULT_PROFILE).isPresent()
            && (around.variable(PROFILE).isEmpty() || disagree(PROFILE, DEFAULT_PROFILE));
    if (named.isEmpty() && onlyTheCliSeesIt) {
      throw new UnsupportedArgumentsException(
          "AWS_DEFAULT_PROFILE is not what AWS_PROFILE is: say which is meant, with --profile");
    }
    return named;
  }

  private boolean disagree(String one, String other) {
    return around.variable(one).isPresent()
        && around.variable(other).isPresent()
        && !around.variable(one).equals(around.variable(other));
  }

  private Optional<URI> endpoint() throws UnsupportedArgumentsException {
    Optional<String> url = given.value("--endpoint-url");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(url.get());
      if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException notOne) {
      throw new UnsupportedArgumentsException("'--endpoint-url' is no URL: " + notOne.getMessage());
    }
    throw new UnsupportedArgumentsException("'--endpoint-url' is no URL such as https://host");
  }

  private static Optional<AccountId> account(String owner) throws UnsupportedArgumentsException {
    try {
      return owner.isEmpty() ? Optional.empty() : Optional.of(new AccountId(owner));
    } catch (IllegalArgumentException e) {
      throw new UnsupportedArgumentsException("'--expected-bucket-owner': " + e.getMessage());
    }
  }
}
