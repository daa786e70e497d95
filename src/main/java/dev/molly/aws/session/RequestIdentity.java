package dev.molly.aws.session;

import software.amazon.awssdk.awscore.AwsRequest;

/// The identity of the session that makes a request.
public interface RequestIdentity {
  /// Returns the request with the session's credentials.
  ///
  /// @throws IllegalArgumentException if it has credentials of its own
  <R extends AwsRequest> R on(R request);
}
