package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.ApiCalls;
import dev.molly.model.CacheUse;
import dev.molly.model.CallBudget;
import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ScanReport;
import dev.molly.model.Shard;
import dev.molly.model.ShardNumber;
import dev.molly.model.UserError;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import dev.molly.report.Schemas;
import dev.molly.report.scan.ShardMerge.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShardMergeTest {
  private static final AccountId A = new AccountId("111122223333");
  private static final AccountId B = new AccountId("444455556666");
  private static final ApiCalls CALLS =
      new ApiCalls(Optional.of(A), new RegionId("eu-west-1"), "ec2:DescribeInstances", 3, 1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final CacheUse CACHE =
      new CacheUse(5, 2, Optional.of(Instant.parse("2026-11-20T01:00:00Z")), List.of("a note"));

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(ReportFormat.class)
  void aPartThatIsTheWholeComesBackAsItWas(ReportFormat format) throws IOException {
    ScanReport whole = SampleReports.nasty();
    Path file = write(part(whole, alone()));

    Part part = read(file);
    ScanReport merged = ShardMerge.of(List.of(part));

    assertThat(part.report().shard()).contains(alone());
    assertThat(Rendered.as(format, merged)).isEqualTo(Rendered.as(format, whole(whole)));
  }

  @Test
  void thePartIsAReportBySchema() throws IOException {
    Path file = write(part(SampleReports.nasty(), alone()));

    assertThat(
            Schemas.inJar("schema/scan-report-1.schema.json")
                .errors(new ObjectMapper().readTree(file.toFile())))
        .isEmpty();
  }

  @Test
  void everyAccountIsInOnePartAndANewOneMovesNoOther() {
    List<AccountId> accounts =
        IntStream.range(0, 1000).mapToObj(n -> new AccountId("%012d".formatted(100 + n))).toList();

    Shard few =
        Shard.of(new ShardNumber(1, 10), accounts.subList(0, 999), new RegionSelection.Enabled());
    Shard all = Shard.of(new ShardNumber(1, 10), accounts, new RegionSelection.Enabled());

    assertThat(all.parts().stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(accounts);
    assertThat(all.parts()).allMatch(part -> part.size() > 60 && part.size() < 140);
    for (int part = 0; part < 10; part++) {
      assertThat(all.parts().get(part)).containsAll(few.parts().get(part));
    }
  }

  @Test
  void theAccountsOfAMissingPartAreGaps() {
    Part one = new Part("1.json", part(about(A), shard(1, List.of(A), List.of(B))));

    ScanReport merged = ShardMerge.of(List.of(one));

    assertThat(merged.gaps())
        .extracting(Gap::account, Gap::why)
        .containsExactly(tuple(B, "there is no result of shard 2/2, to which it belongs"));
  }

  @Test
  void anAccountThatCameAfterItsPartWasScannedIsAGap() {
    Part one = new Part("1.json", part(about(A), shard(1, List.of(A), List.of(B))));
    Part two = new Part("2.json", part(about(), shard(2, List.of(A), List.of())));

    assertThat(ShardMerge.of(List.of(one, two)).gaps())
        .extracting(Gap::account, Gap::why)
        .containsExactly(tuple(B, "shard 2/2 was scanned before this account was listed"));
  }

  @Test
  void ofAPartThatWasScannedTwiceTheLaterCounts() {
    ScanReport first = part(SampleReports.clean(), alone());
    ScanReport later = at(first, Duration.ofHours(1));

    for (List<Part> order :
        List.of(
            List.of(new Part("1.json", first), new Part("2.json", later)),
            List.of(new Part("2.json", later), new Part("1.json", first)))) {
      ScanReport merged = ShardMerge.of(order);

      assertThat(merged.startedAt()).isEqualTo(later.startedAt());
      assertThat(merged.findings()).isEqualTo(later.findings());
      assertThat(merged.resources()).isEqualTo(later.resources());
    }
  }

  @Test
  void aPartOfTheNightBeforeIsAMissingOne() {
    ScanReport old = part(about(B), shard(2, List.of(A), List.of(B)));
    Part one = new Part("1.json", at(part(about(A), shard(1, List.of(A), List.of(B))), DAY));

    ScanReport merged = ShardMerge.of(List.of(new Part("2.json", old), one));

    assertThat(merged.gaps())
        .extracting(Gap::account, Gap::why)
        .containsExactly(
            tuple(
                B,
                "the result of shard 2/2, to which it belongs, is of an earlier scan, which began"
                    + " at "
                    + old.startedAt()));
    assertThat(merged.startedAt()).isEqualTo(one.report().startedAt());
    assertThat(merged.exitCode(_ -> true)).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(ShardMerge.of(List.of(new Part("2.json", at(old, DAY.dividedBy(2))), one)).gaps())
        .isEmpty();
  }

  @Test
  void thePartsOfOneListBelongTogetherHoweverLateOneIsScanned() {
    Part one = new Part("1.json", part(about(A), by("list")));
    Shard second =
        new Shard(
            new ShardNumber(2, 2),
            List.of(List.of(A), List.of()),
            List.of("all"),
            Optional.of("list"));
    Part late = new Part("2.json", at(part(about(), second), DAY));

    assertThat(ShardMerge.of(List.of(one, late)).gaps()).isEmpty();
  }

  @Test
  void partsOfDifferentScansAreRefused() {
    Part one = new Part("1.json", part(about(A), shard(1, List.of(A), List.of(B))));

    refused(one, SampleReports.clean(), alone(), "they differ in the number of shards");
    refused(
        one, SampleReports.nasty(), shard(2, List.of(A), List.of(B)), "they differ in the rules");
    refused(one, about(A), shard(2, List.of(), List.of(A)), "both have account " + A);
    assertThatThrownBy(
            () ->
                ShardMerge.of(
                    List.of(new Part("1.json", part(about(A), shard(1, List.of(B), List.of()))))))
        .hasMessage(
            "1.json has something of account " + A + ", which does not belong to shard 1/2.");
  }

  @Test
  void partsOfDifferentListsAreRefused() {
    Part one = new Part("1.json", part(about(A), by("list")));

    refused(one, about(), by("other"), "they differ in the list of the accounts");
    refused(one, about(), shard(2, List.of(A), List.of()), "they differ in the list");
    assertThat(ShardMerge.of(List.of(one)).gaps()).isEmpty();
  }

  private static Shard by(String list) {
    return new Shard(
        new ShardNumber(1, 2), List.of(List.of(A), List.of()), List.of("all"), Optional.of(list));
  }

  @Test
  void whatAPartSaysNothingOfIsAGap() {
    Part one = new Part("1.json", part(about(A), shard(1, List.of(A, B), List.of())));
    Part two = new Part("2.json", part(about(), shard(2, List.of(A, B), List.of())));

    assertThat(ShardMerge.of(List.of(one, two)).gaps())
        .extracting(Gap::account, Gap::why)
        .containsExactly(tuple(B, "shard 1/2 says nothing of it"));
  }

  private static void refused(Part one, ScanReport report, Shard shard, String why) {
    assertThatThrownBy(() -> ShardMerge.of(List.of(one, new Part("2.json", part(report, shard)))))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("1.json and 2.json ")
        .hasMessageContaining(why);
  }

  @Test
  void whatIsNotAWholeReportOfAPartIsRefusedWithTheReason() throws IOException {
    String text = Files.readString(write(part(SampleReports.clean(), alone())));
    Path file = folder.resolve("part.json");

    refused(file, text.substring(0, text.length() / 2), "is damaged: it is not JSON, or cut off");
    refused(file, "{}", "is no report of molly scan");
    refused(file, Rendered.as(ReportFormat.JSON, SampleReports.clean()), "made without --shard");
    refused(file, text.replace("\"pass\"", "\"fail\""), "is damaged: it is not as it was written");
    refused(file, text.replace("\"sha256\"", "\"sha257\""), "is damaged: it is not as");
    refused(file, text.replaceFirst(",\\s*\"sha256\": \"\\w+\"", ""), "is damaged: it is not as");
    refused(
        file,
        text.replaceFirst("(?s)\"findings\": \\[.*\\]", "\"findings\": []"),
        "is damaged: it is not as");
  }

  @Test
  void aPartThatAProgramHasWrittenAgainIsRefused() throws IOException {
    String text = Files.readString(write(part(SampleReports.clean(), alone())));
    Path file = folder.resolve("part.json");

    refused(file, text.replace("\n", "\r\n"), "is damaged: it is not as it was written");
    refused(
        file,
        new ObjectMapper().readTree(text).toString(),
        "is damaged: it is not as it was written");
    refused(
        file,
        text.replace("\n", "\r\n").replace("\"pass\"", "\"exempt\""),
        "is damaged: it is not as it was written");
  }

  private static void refused(Path file, String text, String why) throws IOException {
    Files.writeString(file, text);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(why);
  }

  private static Part read(Path file) throws IOException {
    return ShardMerge.read(file.toString(), Files.readAllBytes(file));
  }

  private Path write(ScanReport part) throws IOException {
    return Files.writeString(folder.resolve("whole.json"), Rendered.as(ReportFormat.JSON, part));
  }

  private static Shard shard(int index, List<AccountId> first, List<AccountId> second) {
    return new Shard(
        new ShardNumber(index, 2), List.of(first, second), List.of("all"), Optional.empty());
  }

  private static Shard alone() {
    return new Shard(
        new ShardNumber(1, 1), List.of(List.of(A, B)), List.of("all"), Optional.of("a1b2"));
  }

  /// A report of these accounts alone.
  private static ScanReport about(AccountId... accounts) {
    ScanReport clean = SampleReports.clean();
    List<AccountId> own = List.of(accounts);
    return new ScanReport(
        clean.startedAt(),
        clean.endedAt(),
        clean.mollyVersion(),
        clean.policies(),
        clean.rules(),
        own.stream().map(each -> new AccountRegion(each, new RegionId("eu-west-1"))).toList(),
        clean.resources(),
        clean.budget(),
        clean.gaps(),
        clean.findings().stream()
            .filter(each -> own.contains(each.resource().id().account()))
            .toList());
  }

  private static ScanReport whole(ScanReport of) {
    return copy(of, of.startedAt(), Optional.empty());
  }

  private static ScanReport part(ScanReport of, Shard shard) {
    return copy(of, of.startedAt(), Optional.of(shard));
  }

  private static ScanReport at(ScanReport of, Duration later) {
    return copy(of, of.startedAt().plus(later), of.shard());
  }

  private static ScanReport copy(ScanReport of, Instant startedAt, Optional<Shard> shard) {
    return new ScanReport(
        startedAt,
        startedAt.plus(Duration.between(of.startedAt(), of.endedAt())),
        of.mollyVersion(),
        of.policies(),
        of.rules(),
        of.targets(),
        of.resources(),
        new CallBudget(List.of(CALLS), RateLimitConfig.DEFAULT),
        of.gaps(),
        of.findings(),
        of.accounts(),
        Optional.of(CACHE),
        shard,
        of.narrowed(),
        Optional.empty());
  }
}
