package dev.molly.contract;

import dev.molly.AccountChanges;
import dev.molly.Molly;
import dev.molly.SupportedKinds;
import dev.molly.TestMolly;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.SdkAwsAccounts;
import dev.molly.config.PolicyLoader;
import dev.molly.engine.Postman;
import dev.molly.engine.run.ExecutionSettings;
import dev.molly.engine.run.RolloutPace;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.RetentionWindow;
import dev.molly.journal.JournalFolder;
import dev.molly.model.AccountRef;
import dev.molly.model.Environment;
import dev.molly.model.KindId;
import dev.molly.model.OwnerTags;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.ScanReport;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.RunId;
import dev.molly.policy.PolicySet;
import dev.molly.policy.ScanRequest;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetireRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Molly in this process, by the way that leads to AWS itself, through a proxy to moto. Time passes
/// when it is told to.
final class MollyOnWire implements AutoCloseable {
  static final RegionId REGION = new RegionId("eu-west-1");

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

  private static final PolicySet BASELINE =
      new PolicySet(List.of(new PolicyLoader(SupportedKinds.aws().catalog()).shipped("baseline")));

  /// An instance must be older than its retirement; a copy of a database hardly so.
  private static final Duration A_LITTLE = Duration.ofMinutes(5);

  private final StrikingProxy proxy;
  private final Map<String, String> settings;

  /// How much later than on moto it is.
  private Duration ahead = A_LITTLE;

  private int runs;
  private Runnable meanwhile = () -> {};

  MollyOnWire(MotoEngine moto) throws IOException {
    this.proxy = new StrikingProxy(moto.aws().uri());
    this.settings =
        Map.of(
            "aws.endpointUrl", proxy.uri().toString(),
            "aws.accessKeyId", moto.caller().accessKeyId(),
            "aws.secretAccessKey", moto.caller().secretAccessKey());
    ThreadProperties.set(settings);
  }

  StrikingProxy proxy() {
    return proxy;
  }

  /// Goes back to now.
  void now() {
    ahead = A_LITTLE;
  }

  void later(Duration length) {
    ahead = ahead.plus(length);
  }

  ScanReport scan(List<KindId> kinds) {
    var request =
        new ScanRequest(
            List.of(new AccountRef.Own()),
            new RegionSelection.Named(List.of(REGION)),
            kinds,
            BASELINE);
    try (AwsAccounts aws = live()) {
      return Molly.builder()
          .aws(aws)
          .clock(clock())
          .build()
          .scan(request, ScanProgressListener.none());
    }
  }

  /// What the baseline asks for, all of it.
  Plan protecting(Path state, List<KindId> kinds) {
    ScanReport report = scan(kinds);
    return with(state, molly -> molly.protect(report, any -> true));
  }

  /// Protects all that there is.
  ApplyResult protect(Path state, List<KindId> kinds) {
    Plan plan = protecting(state, kinds);
    return with(state, molly -> confirmed(molly, plan));
  }

  /// Takes back every run, the newest first.
  void undo(Path state) {
    for (RunId run : new JournalFolder(state).all().reversed()) {
      with(state, molly -> molly.undo(run));
    }
  }

  /// What happens, once, while molly waits.
  void meanwhile(Runnable once) {
    meanwhile = once;
  }

  private void waits() {
    Runnable now = meanwhile;
    meanwhile = () -> {};
    now.run();
  }

  /// Retires what there is of a kind.
  ///
  /// @param state where what was done is written down
  ApplyResult retire(Path state, KindId kind) {
    var wish = new RetireRequest("unused", Duration.ofDays(14), Set.of(), Set.of());
    return with(state, molly -> confirmed(molly, molly.retire(all(molly, kind), wish)));
  }

  /// What cannot be looked at is not restored, and that is no success, as on the command line.
  ApplyResult restore(Path state, KindId kind) {
    return with(
        state,
        molly -> {
          Inventory retired = retired(molly, kind);
          Plan plan = molly.planTo(Goal.RESTORED, retired);
          return retired.gaps().isEmpty() && plan.refusals().isEmpty()
              ? molly.applyUnconfirmed(plan)
              : new ApplyResult.Refused(plan.refusals());
        });
  }

  ApplyResult sweep(Path state, KindId kind) {
    return with(
        state,
        molly -> {
          Inventory retired = retired(molly, kind);
          Plan plan = molly.planSweep(retired, molly.status(retired)).plan();
          return molly.sweep(plan, Environment.ANY);
        });
  }

  ApplyResult purge(Path state, KindId kind) {
    return with(state, molly -> confirmed(molly, molly.purge(retired(molly, kind))));
  }

  /// Goes through the window: a sweep tells its owner in time.
  void becomeDue(Path state, KindId kind) {
    later(Duration.ofDays(15));
    ApplyResult told = sweep(state, kind);
    if (told.exitCode().code() != 0) {
      throw new IllegalStateException("nobody was told: " + told);
    }
    later(RetentionWindow.DEFAULT.notice());
  }

  private static ApplyResult confirmed(AccountChanges molly, Plan plan) {
    return molly.apply(plan, Environment.ANY, new ConfirmationInput.Given(molly.phrase(plan)));
  }

  private static Inventory retired(AccountChanges molly, KindId kind) {
    return all(molly, kind).only(Inventory::isRetired);
  }

  private static Inventory all(AccountChanges molly, KindId kind) {
    return molly.inventory(
        new RegionSelection.Named(List.of(REGION)),
        List.of(kind),
        true,
        resource -> true,
        ScanProgressListener.none());
  }

  <T> T with(Path state, Function<AccountChanges, T> work) {
    var settings =
        new ExecutionSettings(
            new JournalFolder(state),
            this::name,
            BlastLimit.DEFAULT,
            RolloutPace.DEFAULT,
            length -> waits(),
            List::of,
            Duration.ofHours(1),
            RetentionWindow.DEFAULT,
            Optional.empty(),
            () -> false,
            new Postman(),
            OwnerTags.DEFAULT);
    try (AwsAccounts aws = live()) {
      return work.apply(
          TestMolly.of(aws, clock(), settings).changes(List.of(new AccountRef.Own())));
    }
  }

  private Clock clock() {
    return Clock.offset(Clock.systemUTC(), ahead);
  }

  private RunId name(Instant now) {
    runs++;
    return new RunId("%s-%06x".formatted(SECOND.format(now), runs));
  }

  private AwsAccounts live() {
    return new LaterAws(new SdkAwsAccounts("", REGION, RateLimitConfig.DEFAULT), () -> ahead);
  }

  @Override
  public void close() {
    ThreadProperties.clear();
    proxy.close();
  }
}
