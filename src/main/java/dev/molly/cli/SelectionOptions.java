package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.config.PolicyLoader;
import dev.molly.config.PolicySource;
import dev.molly.engine.ScanRequest;
import dev.molly.model.AccountId;
import dev.molly.policy.PolicySet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which resources a command is about, and which policies.
final class SelectionOptions {
  @Mixin PlaceOptions places = new PlaceOptions();

  @Option(
      names = "--policy",
      paramLabel = "FILE|DIR|NAME",
      completionCandidates = Candidates.Policies.class,
      description =
          "Policy file, a folder of them, or one of molly's own: baseline, strict, production."
              + " Default: baseline. May be given several times.")
  List<String> policies = List.of();

  /// What to scan.
  ScanRequest request(Config config, ConnectionOptions connection) {
    return request(config, connection, List.of());
  }

  /// What to scan.
  ///
  /// @param named an ARN says itself in which region to look
  ScanRequest request(Config config, ConnectionOptions connection, List<Named> named) {
    return new ScanRequest(
        places.accounts(config),
        Choosing.of(places, config, connection, named).regions(),
        places.kinds(),
        policies(config));
  }

  /// The accounts of the environments that were named; empty when none was.
  Optional<Set<AccountId>> environment(Config config) {
    return places.environment(config);
  }

  private PolicySet policies(Config config) {
    List<PolicySource> sources =
        policies.isEmpty()
            ? config.policies()
            : policies.stream().map(word -> PolicySource.of(word, Path.of(""))).toList();
    return new PolicySet(
        new PolicyLoader(Molly.catalogue())
            .loadAll(sources.isEmpty() ? List.of(PolicySource.Shipped.BASELINE) : sources));
  }
}
