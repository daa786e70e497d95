package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.history.ScanStore;
import dev.molly.history.StateBucket;
import dev.molly.history.StateFolder;
import dev.molly.model.S3Address;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option for the scan store: where scans keep the history, the estimates and the cache.
final class ScanStoreOptions {
  @Option(
      names = "--scan-store",
      paramLabel = "s3://BUCKET/PREFIX",
      description =
          "Where scans keep the history, estimates and the cache of --cache. Default: as the config"
              + " says, else the state folder. See: molly explain history")
  @Nullable S3Address scanStore;

  /// Returns the address of the bucket; empty for the state folder.
  Optional<S3Address> address(Config config) {
    return Optional.ofNullable(scanStore).or(config::scanStore);
  }

  /// Returns the store. No request is sent yet.
  ScanStore open(Molly molly, Config config, StateOptions state) {
    return address(config)
        .<ScanStore>map(prefix -> new StateBucket(molly.objects(prefix)))
        .orElseGet(() -> new StateFolder(state.folder()));
  }
}
