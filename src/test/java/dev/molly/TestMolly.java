package dev.molly;

import dev.molly.aws.AwsAccounts;
import dev.molly.engine.run.ExecutionSettings;
import dev.molly.model.AccountRef;
import dev.molly.model.OwnerTags;
import dev.molly.model.RegionSelection;
import dev.molly.notify.ScanNotifier;
import java.time.Clock;
import java.util.List;

/// Creates a molly with journals, pace and limits of a test's own.
public final class TestMolly {
  private static final SupportedKinds KINDS = SupportedKinds.aws();

  private TestMolly() {}

  public static Molly of(AwsAccounts aws, Clock clock, ExecutionSettings settings) {
    var scope =
        new Scope(
            List.of(new AccountRef.Own()), new RegionSelection.Enabled(), KINDS.catalog().kinds());
    return new Molly(
        KINDS,
        aws,
        clock,
        settings,
        scope,
        OwnerTags.DEFAULT,
        prefix -> {
          throw new UnsupportedOperationException("no bucket: " + prefix);
        },
        ScanNotifier.none(),
        () -> {});
  }
}
