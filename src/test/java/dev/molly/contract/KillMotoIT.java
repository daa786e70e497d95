package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.contract.Strike.How;
import dev.molly.contract.StrikingProxy.Passed;
import dev.molly.journal.JournalCheck;
import dev.molly.journal.JournalEntry;
import dev.molly.journal.JournalFolder;
import dev.molly.model.AccountRegion;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Molly is killed by SIGKILL right before and right after each write of a command, in a run of its
/// own for each, on a resource of its own; a run that is not killed shows which writes those are. A
/// question changes nothing: killed there, a run leaves what it leaves before its next write. Then
/// the next command goes on. What became of the resources, AWS's own clients say.
@Tag(Engine.MOTO)
@Tag(DeepTests.TAG)
@Order(1)
class KillMotoIT {
  private static final Pattern PHRASE = Pattern.compile("--confirm \"(.*)\"");
  private static final Pattern VARIES = Pattern.compile("(at|due|sum)=[^ ,}]+|\\d{8}$");

  private static final int KILLED = 128 + 9;

  /// When a retirement is due, and its owner is told; when that is long enough ago; and when a
  /// purge that was killed cannot delete any more.
  private static final Duration DUE = Duration.ofDays(15);

  private static final Duration PURGE = Duration.ofDays(18);
  private static final Duration CLAIM_OVER = PURGE.plusHours(3);

  /// The runs by what they know, each in a state folder of its own.
  private static final int BEFORE = 0;

  private static final int SPARED = 1;
  private static final int FIRST_KILLED = 2;

  /// Goes on with the journal of the run that was killed after its first write; of the others it
  /// knows no more than what the resources carry, as on another machine. All journals together
  /// would take long: a write that was not made is looked for as long as AWS may take to show it.
  private static final int GOES_ON = FIRST_KILLED + 1;

  /// Knows nothing.
  private static final int ELSEWHERE = 99;

  /// Moto gives all databases of a region one resource id, so that each has a region of its own.
  private static final List<String> REGIONS =
      List.of(
          "eu-west-1",
          "eu-west-2",
          "eu-west-3",
          "eu-central-1",
          "eu-north-1",
          "us-east-1",
          "us-east-2",
          "us-west-1",
          "us-west-2",
          "ca-central-1",
          "sa-east-1",
          "ap-south-1",
          "ap-northeast-1");

  @TempDir Path folder = Path.of("");

  private final MotoEngine moto = MotoEngine.orSkip();
  private final StrikingProxy proxy;
  private Duration later = Duration.ZERO;

  KillMotoIT() throws IOException {
    this.proxy = new StrikingProxy(moto.aws().uri());
  }

  /// One resource, and what it was.
  private record Victim(Retirable seen, Map<String, String> before) {}

  /// The arguments of the run that is killed.
  private interface Run {
    String[] of(Victim victim) throws IOException, InterruptedException;
  }

  /// A run that was killed.
  ///
  /// @param writes what it wrote; at the last of them it was killed
  private record Killed(Victim victim, List<Passed> writes) {
    boolean afterAWrite() {
      return takesEffect(writes.getLast());
    }

    /// Whether something was written.
    boolean begun() {
      return writes.stream().anyMatch(Killed::takesEffect);
    }

    private static boolean takesEffect(Passed write) {
      return write.struck().map(How::takesEffect).orElse(true);
    }
  }

  @AfterEach
  void end() {
    proxy.close();
    moto.reset();
  }

  @ParameterizedTest
  @CsvSource({"ec2-instance, 6", "rds-instance, 5"})
  void aRetirementThatIsKilledAnywhereEndsByTheNextSweepAsOneThatIsNot(String kind, int writes)
      throws Exception {
    List<Victim> all = plant(kind, 2 * writes + 1);

    Run retire = each -> confirmed(of(List.of(each), "retire", "--why", "unused"));
    List<Killed> killed = killAtEachWrite(all, retire);
    sweep(kind);

    Map<String, String> end = end(all.getFirst());
    assertThat(end).containsEntry("state", "stopped");
    assertThat(killed)
        .filteredOn(Killed::begun)
        .allSatisfy(each -> assertThat(end(each.victim())).isEqualTo(end));
    assertThat(killed)
        .filteredOn(each -> !each.begun())
        .singleElement()
        .satisfies(
            each -> assertThat(each.victim().seen().state()).isEqualTo(each.victim().before()));
  }

  @ParameterizedTest
  @CsvSource({"ec2-instance, 6", "rds-instance, 5"})
  void aRestoreThatIsKilledAnywhereEndsByTheNextSweepAsBeforeTheRetirement(String kind, int writes)
      throws Exception {
    List<Victim> all = plant(kind, 2 * writes + 1);
    run(BEFORE, confirmed(of(all, "retire", "--why", "unused")));
    Map<String, String> retired = end(all.getFirst());

    Run restore = each -> of(List.of(each), "restore");
    List<Killed> killed = killAtEachWrite(all, restore);
    sweep(kind);

    assertThat(killed)
        .filteredOn(Killed::begun)
        .allSatisfy(
            each -> assertThat(each.victim().seen().state()).isEqualTo(each.victim().before()));
    assertThat(killed)
        .filteredOn(each -> !each.begun())
        .singleElement()
        .satisfies(each -> assertThat(end(each.victim())).isEqualTo(retired));
  }

  /// AWS has the same after a write as before the next one: of the two runs that are killed there,
  /// a restore takes one back, and another purge ends the other. It does not delete a database that
  /// was started, by a purge or not, before a sweep has stopped it again.
  @ParameterizedTest
  @CsvSource({"ec2-instance, 3", "rds-instance, 4", "s3-bucket, 3"})
  void aPurgeThatIsKilledAnywhereIsTakenBackByARestoreOrEndedByTheNextPurge(String kind, int writes)
      throws Exception {
    List<Victim> all = plant(kind, 2 * writes + 1);
    run(BEFORE, confirmed(of(all, "retire", "--why", "unused")));
    later = DUE;
    run(BEFORE, "sweep", "--kind", kind);
    everyRunKnowsWhatWasBefore();
    later = PURGE;
    Run purge = each -> of(List.of(each), "purge", "--apply", "--unattended");

    List<Killed> killed = killAtEachWrite(all, purge);
    List<Victim> gone = all.stream().filter(each -> !each.seen().isThere()).toList();
    List<Victim> restored =
        killed.stream()
            .filter(Killed::afterAWrite)
            .map(Killed::victim)
            .filter(each -> !gone.contains(each))
            .toList();
    run(GOES_ON, of(restored, "restore"));
    run(GOES_ON, "purge", "--apply", "--unattended", "--kind", kind);
    List<Victim> left =
        all.stream()
            .filter(each -> each.seen().isThere())
            .filter(each -> !restored.contains(each))
            .toList();
    later = CLAIM_OVER;
    sweep(kind);
    run(GOES_ON, "purge", "--apply", "--unattended", "--kind", kind);

    assertThat(left)
        .allSatisfy(each -> assertThat(each.before()).containsEntry("state", "available"));
    assertThat(gone).containsExactly(all.getFirst(), killed.getLast().victim());
    assertThat(restored)
        .hasSize(killed.size() / 2 - 1)
        .allSatisfy(each -> assertThat(each.seen().state()).isEqualTo(each.before()));
    assertThat(all)
        .filteredOn(each -> !restored.contains(each))
        .allSatisfy(each -> assertThat(each.seen().isThere()).isFalse())
        .allSatisfy(
            each -> assertThat(each.seen().copies()).isEqualTo(each.seen().copiesWhenPurged()));
  }

  /// The first purge has S3 empty the bucket, and a later one deletes it. Another machine, which
  /// knows nothing, goes on with what a person confirms there.
  @Test
  void aPurgeThatEmptiesABucketIsTakenBackOrEndedWhereverItIsKilled() throws Exception {
    List<Victim> all = plant("s3-bucket", 5);
    all.forEach(each -> bucket(each).put("one"));
    run(BEFORE, confirmed(of(all, "retire", "--why", "unused", "--empty")));
    later = DUE;
    run(BEFORE, "sweep", "--kind", "s3-bucket");
    everyRunKnowsWhatWasBefore();
    later = PURGE;
    Run purge = each -> of(List.of(each), "purge", "--apply", "--unattended");

    List<Killed> killed = killAtEachWrite(all, purge);
    assertThat(all).allSatisfy(each -> assertThat(bucket(each).versions()).isEqualTo(1));
    List<Victim> restored =
        killed.stream().filter(Killed::afterAWrite).map(Killed::victim).toList();
    run(GOES_ON, of(restored, "restore"));
    assertThat(restored)
        .allSatisfy(each -> assertThat(bucket(each).rules()).isEqualTo(List.of("theirs")));

    List<Victim> left = all.stream().filter(each -> !restored.contains(each)).toList();
    later = CLAIM_OVER;
    sweep("s3-bucket");
    assertThat(restored)
        .allSatisfy(each -> assertThat(each.seen().state()).isEqualTo(each.before()));
    run(GOES_ON, "purge", "--apply", "--unattended", "--kind", "s3-bucket");
    assertThat(left)
        .allSatisfy(each -> assertThat(bucket(each).rules()).anyMatch(id -> id.contains("olly")));
    left.forEach(each -> bucket(each).empty());
    purgeElsewhere(left.getLast());
    run(GOES_ON, "purge", "--apply", "--unattended", "--kind", "s3-bucket");
    assertThat(left).allSatisfy(each -> assertThat(each.seen().isThere()).isFalse());
    assertThat(restored)
        .allSatisfy(each -> assertThat(each.seen().state()).isEqualTo(each.before()));
  }

  private void purgeElsewhere(Victim victim) throws IOException, InterruptedException {
    String[] purge = of(List.of(victim), "purge");
    MollyProcess.Result unknown =
        molly(ELSEWHERE, List.of(), of(List.of(victim), "purge", "--apply", "--unattended"));
    assertThat(unknown.exitCode()).isNotZero();
    assertThat(victim.seen().isThere()).isTrue();
    MollyProcess.Result shown = molly(ELSEWHERE, List.of(), purge);
    run(ELSEWHERE, of(List.of(victim), "purge", "--apply", "--confirm", shown.phrase()));
    assertThat(victim.seen().isThere()).isFalse();
  }

  private static RetirableBucket bucket(Victim victim) {
    return (RetirableBucket) victim.seen();
  }

  /// Where records are not known, a person confirms what the sweep plans for them.
  private void sweep(String kind) throws IOException, InterruptedException {
    MollyProcess.Result shown = molly(GOES_ON, List.of(), "sweep", "--kind", kind);
    Matcher phrase = PHRASE.matcher(shown.out());
    if (phrase.find()) {
      assertThat(shown.exitCode()).as(shown.out() + shown.err()).isEqualTo(4);
      run(GOES_ON, "sweep", "--kind", kind, "--confirm", phrase.group(1));
    } else {
      assertThat(shown.exitCode()).as(shown.out() + shown.err()).isZero();
    }
  }

  private List<Victim> plant(String kind, int many) throws IOException {
    moto.reset();
    List<String> regions = REGIONS.subList(0, many);
    Files.writeString(
        folder.resolve("molly.yaml"),
        """
        version: 1
        regions: %s
        limits: { enforce: never, resources: 100, percent: 100 }
        waves: { pause: 0s }
        notify: { command: ["true"] }
        purge: { unattended: true, resources: 100 }
        """
            .formatted(regions));
    var all = new ArrayList<Victim>();
    for (String region : regions) {
      var where = new AccountRegion(moto.own(), new RegionId(region));
      Retirable one = Retirable.plant(moto, where, new KindId(kind));
      all.add(new Victim(one, one.state()));
    }
    return all;
  }

  /// An unattended purge deletes nothing whose retirement is not in a journal of its own.
  private void everyRunKnowsWhatWasBefore() throws IOException {
    for (int nth = SPARED; nth < FIRST_KILLED + REGIONS.size(); nth++) {
      try (Stream<Path> files = Files.walk(state(BEFORE))) {
        for (Path file : files.toList()) {
          Path copy = state(nth).resolve(state(BEFORE).relativize(file));
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /// Everything there is to see of one, but for when it was retired.
  private static Map<String, String> end(Victim victim) {
    var end = new TreeMap<>(victim.seen().state());
    end.put("copies", victim.seen().copies().toString());
    end.replaceAll((key, value) -> VARIES.matcher(value).replaceAll("$1"));
    return end;
  }

  /// Runs it on the first to its end, and then on one after the other: killed before its first
  /// write, after it, before its second.
  private List<Killed> killAtEachWrite(List<Victim> all, Run run)
      throws IOException, InterruptedException {
    run(SPARED, run.of(all.getFirst()));
    List<String> calls = writes().stream().map(each -> each.call().name()).toList();
    // One is spared, and two are killed at each write.
    assertThat(calls).hasSize(all.size() / 2);
    var killed = new ArrayList<Killed>();
    var counts = new HashMap<String, Integer>();
    for (String write : calls) {
      int nth = counts.merge(write, 1, Integer::sum);
      for (How how : List.of(How.RESET_BEFORE, How.RESET_AFTER)) {
        Victim victim = all.get(killed.size() + 1);
        kill(FIRST_KILLED + killed.size(), Strike.once(how, write, nth), run.of(victim));
        killed.add(new Killed(victim, writes()));
      }
    }
    System.out.printf("killed at each of %s%n", counts);
    return killed;
  }

  private void kill(int nth, Strike strike, String... arguments)
      throws IOException, InterruptedException {
    MollyProcess.Result result = molly(nth, List.of(strike), arguments);
    assertThat(result.exitCode()).as(strike + result.out() + result.err()).isEqualTo(KILLED);
  }

  /// Runs it to its end, which is a good one.
  private MollyProcess.Result run(int nth, String... arguments)
      throws IOException, InterruptedException {
    MollyProcess.Result result = molly(nth, List.of(), arguments);
    assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    return result;
  }

  /// Runs it to its end, or until it is killed at the strike. Every write that it has sent by then
  /// is in its journal.
  private MollyProcess.Result molly(int nth, List<Strike> strikes, String... arguments)
      throws IOException, InterruptedException {
    var process = new CompletableFuture<Process>();
    proxy.later(later);
    proxy.strike(strikes.toArray(Strike[]::new));
    proxy.whenStruck(() -> process.join().destroyForcibly().onExit().join());
    MollyProcess molly =
        new MollyProcess(folder)
            .later(later)
            .on(proxy.uri(), moto.caller())
            .with("XDG_STATE_HOME", state(nth).toString());
    long before = attempts(nth);
    process.complete(molly.start(arguments));
    MollyProcess.Result result = molly.finish(process.join());
    assertThat(attempts(nth) - before).as("journalled of %s", writes()).isEqualTo(writes().size());
    return result;
  }

  private List<Passed> writes() {
    return proxy.passed().stream().filter(each -> !each.call().reads()).toList();
  }

  /// The number of attempts at a write that the journals tell of, which are as they were written.
  private long attempts(int nth) {
    var journals = JournalFolder.in(state(nth).resolve("molly"));
    assertThat(journals.checkAll()).noneMatch(JournalCheck.Broken.class::isInstance);
    return journals.all().stream()
        .flatMap(run -> journals.read(run).stream())
        .filter(JournalEntry.Intent.class::isInstance)
        .count();
  }

  private Path state(int nth) {
    return folder.resolve("state-" + nth);
  }

  private static String[] of(List<Victim> victims, String... words) {
    return Stream.concat(Stream.of(words), victims.stream().map(each -> each.seen().arn()))
        .toArray(String[]::new);
  }

  /// The same, to be carried out, with the phrase that its dry run prints.
  private String[] confirmed(String... arguments) throws IOException, InterruptedException {
    String phrase = run(BEFORE, arguments).phrase();
    return Stream.concat(Stream.of(arguments), Stream.of("--apply", "--confirm", phrase))
        .toArray(String[]::new);
  }
}
