package dev.molly.aws;

import dev.molly.model.RegionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkClient;

/// A session in one account with one identity, and the clients for it. Thread-safe.
public interface AccountSession {
  CallerIdentity identity();

  /// Returns the current time according to AWS, to the second. Calls AWS each time.
  ///
  /// @throws AwsException if AWS does not report the time
  Instant time();

  /// Returns the regions that are enabled in this account, as reported by AWS.
  ///
  /// @throws AwsException if they cannot be read
  List<RegionId> enabledRegions();

  /// Begins one attempt at a write. Call it just before the read that decides the write. Waits
  /// first until the rate that AWS grants for the call allows one more, so that the write itself
  /// need not wait.
  ///
  /// @param api for example `ec2:TerminateInstances`
  Attempt attempt(RegionId region, String api);

  /// One attempt at a write.
  interface Attempt {
    /// Makes the write, with clients that send it once, so that the outcome belongs to this
    /// attempt and not to an earlier one. The write is sent soon after the attempt began, or not
    /// at all.
    ///
    /// @param write receives a session with these clients
    /// @throws AwsException any exception that the write throws
    void write(Consumer<AccountSession> write);
  }

  /// Returns the client of a service in a region.
  ///
  /// @param type the SDK's client interface, such as `Ec2Client.class`
  /// @throws IllegalArgumentException if Molly does not call that service
  <C extends SdkClient> C client(Class<C> type, RegionId region);

  /// Returns the signer of this account's records; empty if no key is configured.
  Optional<RecordSigner> recordSigner();
}
