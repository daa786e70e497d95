package dev.molly;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.AwsRegions;
import dev.molly.aws.BucketObjects;
import dev.molly.aws.SdkAwsAccounts;
import dev.molly.config.Config;
import dev.molly.engine.run.ExecutionSettings;
import dev.molly.engine.run.NoticeException;
import dev.molly.engine.run.RolloutPace;
import dev.molly.engine.support.Sleeper;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.Freeze;
import dev.molly.journal.FreezeFile;
import dev.molly.journal.JournalFolder;
import dev.molly.journal.NoRunJournals;
import dev.molly.journal.RunJournals;
import dev.molly.model.AccountRef;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.notify.MessagePublisher;
import dev.molly.notify.NotifierFactory;
import dev.molly.plan.RunId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Builds a [Molly]. Nothing is required: without any call it reads the caller's own account, in
/// the region of the environment or of the profile, or else in all enabled regions.
public final class MollyBuilder {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// The region of the STS endpoint that returns the caller identity when no region is known.
  private static final RegionId FIRST = new RegionId("us-east-1");

  /// The publisher of a simulated account: it refuses every message.
  private static final MessagePublisher NOWHERE =
      new MessagePublisher() {
        @Override
        public String publish(String topicArn, String subject, String text, String mail) {
          throw new NoticeException("the sandbox publishes nothing to " + topicArn);
        }

        @Override
        public String putEvent(String busArn, String type, String detail) {
          throw new NoticeException("the sandbox puts no event on " + busArn);
        }
      };

  private static final SecureRandom RANDOM = new SecureRandom();

  private @Nullable AwsAccounts aws;
  private @Nullable String profile;
  private @Nullable RegionId home;
  private @Nullable RegionSelection regions;
  private @Nullable Path state;
  private @Nullable BlastLimit limit;
  private SupportedKinds kinds = SupportedKinds.aws();
  private Config config = Config.empty();
  private Clock clock = Clock.systemUTC();
  private Sleeper sleeper = Sleeper.real();
  private BooleanSupplier interrupted = () -> false;
  private Map<String, String> environment = System.getenv();

  MollyBuilder() {}

  /// Sets the profile of the AWS config files. Without it the standard credential chain decides.
  public MollyBuilder profile(String name) {
    profile = name;
    return this;
  }

  /// Sets the regions: `eu-west-1`, `us-east-1`.
  ///
  /// @throws IllegalArgumentException if one is not written like a region
  public MollyBuilder regions(String... names) {
    regions = new RegionSelection.Named(Arrays.stream(names).map(RegionId::new).toList());
    return this;
  }

  /// Chooses all regions that are enabled in each account.
  public MollyBuilder allRegions() {
    regions = new RegionSelection.Enabled();
    return this;
  }

  /// Sets the region in which the caller's identity is looked up. Without it, the first of the
  /// regions.
  public MollyBuilder home(RegionId region) {
    home = region;
    return this;
  }

  /// Sets the folder of the journals. Without it molly only reads.
  public MollyBuilder stateFolder(Path folder) {
    state = folder;
    return this;
  }

  /// Sets the contents of a `molly.yaml`: accounts, limits, freezes, notification channels.
  public MollyBuilder config(Config contents) {
    config = contents;
    return this;
  }

  /// Sets the maximum number of resources that one run may touch. Without it, that of the config.
  public MollyBuilder limit(int resources) {
    limit = new BlastLimit(resources, 0);
    return this;
  }

  /// Sets the kinds. Without it, all kinds of AWS resources.
  public MollyBuilder kinds(SupportedKinds supported) {
    kinds = supported;
    return this;
  }

  /// Sets accounts that stand in for AWS, such as simulated ones. They are not closed.
  public MollyBuilder aws(AwsAccounts accounts) {
    aws = accounts;
    return this;
  }

  /// Sets the clock, for accounts that have a time of their own.
  public MollyBuilder clock(Clock time) {
    clock = time;
    return this;
  }

  /// Sets how to wait, for accounts that have a time of their own.
  public MollyBuilder sleeper(Consumer<Duration> waits) {
    sleeper = waits::accept;
    return this;
  }

  /// Sets whether a run is to end after the write in progress, which is asked before each write.
  public MollyBuilder interrupted(BooleanSupplier requested) {
    interrupted = requested;
    return this;
  }

  /// Sets the environment of notification commands, which also contains their secrets. Without it,
  /// that of the process.
  public MollyBuilder environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
    return this;
  }

  /// Builds it. No request is sent to AWS yet.
  public Molly build() {
    if (aws != null) {
      return molly(aws, NOWHERE, true, () -> {});
    }
    var sdk =
        new SdkAwsAccounts(
            profile == null ? "" : profile,
            identityRegion(),
            config.limits(),
            config.recordKey().orElse(null));
    return molly(sdk, publisher(sdk), false, sdk::close);
  }

  private Molly molly(
      AwsAccounts accounts, MessagePublisher messages, boolean simulated, Runnable closes) {
    var notifiers =
        new NotifierFactory(config.channels(), environment, Clock.systemUTC(), messages);
    var settings =
        new ExecutionSettings(
            journals(),
            MollyBuilder::runId,
            limit == null ? config.blastLimit() : limit,
            RolloutPace.of(config.waves()),
            sleeper,
            this::freezes,
            config.confirmWithin(),
            config.window(),
            config.unattendedPurge(),
            interrupted,
            notifiers.ofRetirements(simulated),
            config.owners());
    List<AccountRef> all =
        config.accounts().isEmpty()
            ? List.of(new AccountRef.Own())
            : List.copyOf(config.accounts());
    var scope = new Scope(all, chosenRegions(), kinds.catalog().kinds());
    Supplier<AccountSession> caller = () -> accounts.session(new AccountRef.Own());
    return new Molly(
        kinds,
        accounts,
        clock,
        settings,
        scope,
        config.owners(),
        prefix ->
            new BucketObjects(
                caller,
                () -> config.bucketOwner().orElseGet(() -> caller.get().identity().account()),
                identityRegion(),
                prefix),
        notifiers.ofScans(),
        closes);
  }

  private RunJournals journals() {
    return state == null ? new NoRunJournals() : JournalFolder.in(state);
  }

  private RegionSelection chosenRegions() {
    return regions == null
        ? config
            .regions()
            .or(() -> configuredRegion().map(one -> new RegionSelection.Named(List.of(one))))
            .orElseGet(RegionSelection.Enabled::new)
        : regions;
  }

  private RegionId identityRegion() {
    if (home != null) {
      return home;
    }
    return regions instanceof RegionSelection.Named(var named)
        ? named.getFirst()
        : configuredRegion().orElse(FIRST);
  }

  private Optional<RegionId> configuredRegion() {
    return aws == null ? AwsRegions.configured(profile == null ? "" : profile) : Optional.empty();
  }

  private List<Freeze> freezes() {
    Stream<Freeze> declared =
        state == null ? Stream.of() : new FreezeFile(state).read().map(Freeze::declared).stream();
    Instant now = clock.instant();
    return Stream.concat(
            declared, config.freezes().stream().flatMap(window -> window.at(now).stream()))
        .toList();
  }

  private static MessagePublisher publisher(SdkAwsAccounts sdk) {
    return new MessagePublisher() {
      @Override
      public String publish(String topicArn, String subject, String text, String mail) {
        return sdk.publish(topicArn, subject, text, mail);
      }

      @Override
      public String putEvent(String busArn, String type, String detail) {
        return sdk.putEvent(busArn, type, detail);
      }
    };
  }

  private static RunId runId(Instant now) {
    return new RunId(SECOND.format(now) + "-%06x".formatted(RANDOM.nextInt(1 << 24)));
  }
}
