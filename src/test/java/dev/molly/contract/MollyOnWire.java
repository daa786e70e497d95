package dev.molly.contract;

import dev.molly.Molly;
import dev.molly.aws.Aws;
import dev.molly.aws.LiveAws;
import dev.molly.config.PolicyLoader;
import dev.molly.engine.Applied;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.engine.Pace;
import dev.molly.engine.Postman;
import dev.molly.engine.Progress;
import dev.molly.engine.Retiring;
import dev.molly.engine.ScanRequest;
import dev.molly.engine.Workshop;
import dev.molly.guard.Answer;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.Window;
import dev.molly.journal.JournalFolder;
import dev.molly.model.AccountRef;
import dev.molly.model.Goal;
import dev.molly.model.KindId;
import dev.molly.model.Limits;
import dev.molly.model.Plan;
import dev.molly.model.RegionChoice;
import dev.molly.model.RegionId;
import dev.molly.model.RunId;
import dev.molly.model.ScanReport;
import dev.molly.policy.PolicySet;
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
      new PolicySet(List.of(new PolicyLoader(Molly.catalogue()).shipped("baseline")));

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
    settings.forEach(System::setProperty);
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
            new RegionChoice.Named(List.of(REGION)),
            kinds,
            BASELINE);
    try (Aws aws = live()) {
      return new Molly(aws, clock()).scan(request, Progress.none());
    }
  }

  /// What the baseline asks for, all of it.
  Plan protecting(Path state, List<KindId> kinds) {
    ScanReport report = scan(kinds);
    return with(state, molly -> molly.protect(report, BASELINE, any -> true));
  }

  /// Protects all that there is.
  Applied protect(Path state, List<KindId> kinds) {
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
  Applied retire(Path state, KindId kind) {
    var wish = new Retiring("unused", Duration.ofDays(14), Set.of(), Set.of());
    return with(state, molly -> confirmed(molly, molly.retire(all(molly, kind), wish)));
  }

  /// What cannot be looked at is not restored, and that is no success, as on the command line.
  Applied restore(Path state, KindId kind) {
    return with(
        state,
        molly -> {
          Inventory retired = retired(molly, kind);
          Plan plan = molly.towards(Goal.RESTORED, retired);
          return retired.gaps().isEmpty() && plan.refused().isEmpty()
              ? molly.back(plan)
              : new Applied.Refused(plan.refused());
        });
  }

  Applied sweep(Path state, KindId kind) {
    return with(
        state,
        molly -> {
          Inventory retired = retired(molly, kind);
          Plan plan = molly.sweeping(retired, molly.status(retired)).plan();
          return molly.sweep(plan, Optional.empty());
        });
  }

  Applied purge(Path state, KindId kind) {
    return with(state, molly -> confirmed(molly, molly.purge(retired(molly, kind))));
  }

  /// Goes through the window: a sweep tells its owner in time.
  void becomeDue(Path state, KindId kind) {
    later(Duration.ofDays(15));
    Applied told = sweep(state, kind);
    if (told.exitCode().code() != 0) {
      throw new IllegalStateException("nobody was told: " + told);
    }
    later(Window.DEFAULT.notice());
  }

  private static Applied confirmed(Changes molly, Plan plan) {
    return molly.apply(plan, Optional.empty(), new Answer.Given(molly.phrase(plan)));
  }

  private static Inventory retired(Changes molly, KindId kind) {
    return all(molly, kind).only(Inventory::isRetired);
  }

  private static Inventory all(Changes molly, KindId kind) {
    return molly.inventory(
        new RegionChoice.Named(List.of(REGION)),
        List.of(kind),
        true,
        resource -> true,
        Progress.none());
  }

  <T> T with(Path state, Function<Changes, T> work) {
    var workshop =
        new Workshop(
            new JournalFolder(state),
            this::name,
            BlastLimit.DEFAULT,
            Pace.DEFAULT,
            length -> waits(),
            List::of,
            Duration.ofHours(1),
            Window.DEFAULT,
            Optional.empty(),
            () -> false,
            new Postman());
    try (Aws aws = live()) {
      return work.apply(new Molly(aws, clock(), workshop).changes(List.of(new AccountRef.Own())));
    }
  }

  private Clock clock() {
    return Clock.offset(Clock.systemUTC(), ahead);
  }

  private RunId name(Instant now) {
    runs++;
    return new RunId("%s-%06x".formatted(SECOND.format(now), runs));
  }

  private Aws live() {
    return new LaterAws(new LiveAws(Optional.empty(), REGION, Limits.DEFAULT), () -> ahead);
  }

  @Override
  public void close() {
    settings.keySet().forEach(System::clearProperty);
    proxy.close();
  }
}
