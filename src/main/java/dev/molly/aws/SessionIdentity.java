package dev.molly.aws;

import dev.molly.aws.CallCounter.Place;
import dev.molly.aws.session.RequestIdentity;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

/// The credentials of a session, and the place of its calls, put into each of its requests.
/// Clients are shared by all sessions and have no credentials, so that a request goes out as the
/// session that made it, or not at all.
///
/// @param place the account and region to count the calls for, and to limit them
record SessionIdentity(AwsCredentialsProvider credentials, Place place) implements RequestIdentity {
  private static final ExecutionAttribute<Place> PLACE = new ExecutionAttribute<>("molly.place");
  private static final String NO_SESSION =
      "not sent, which is a bug in molly: no session made the request";

  /// The credentials of a shared client: none, so that no default chain applies.
  static final AwsCredentialsProvider NONE =
      () -> {
        throw SdkClientException.create(NO_SESSION);
      };

  /// Paginators have put a user agent into their requests.
  @Override
  public <R extends AwsRequest> R on(R request) {
    Optional<AwsRequestOverrideConfiguration> own = request.overrideConfiguration();
    if (own.flatMap(AwsRequestOverrideConfiguration::credentialsIdentityProvider).isPresent()) {
      throw new IllegalArgumentException("the request has credentials of its own");
    }
    AwsRequestOverrideConfiguration.Builder override =
        own.map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder);
    override.credentialsProvider(credentials).putExecutionAttribute(PLACE, place);
    @SuppressWarnings("unchecked") // The builder of a request builds a request of that type.
    R identified = (R) request.toBuilder().overrideConfiguration(override.build()).build();
    return identified;
  }

  /// Returns the place of a request.
  ///
  /// @throws SdkClientException if no session made it
  static Place place(ExecutionAttributes attributes) {
    Place place = attributes.getAttribute(PLACE);
    if (place == null) {
      throw SdkClientException.create(NO_SESSION);
    }
    return place;
  }
}
