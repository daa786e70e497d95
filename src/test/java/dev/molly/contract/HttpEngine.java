package dev.molly.contract;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// An engine that is reached over HTTP, as AWS is: by all that is molly, in this process or
// another.
interface HttpEngine extends Engine {
  AwsEndpoint aws();

  /// The keys that molly has.
  AwsBasicCredentials caller();
}
