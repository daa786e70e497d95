package dev.molly.cli;

import dev.molly.SupportedKinds;
import dev.molly.aws.AwsRegions;
import dev.molly.config.ExplainPages;
import dev.molly.config.PolicySource;
import dev.molly.guardrail.DoorTable;
import dev.molly.history.ScanTotals.Grouping;
import dev.molly.hook.Agent;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Severity;
import dev.molly.report.gate.GateFormat;
import dev.molly.report.scan.GroupBy;
import dev.molly.report.scan.ReportFormat;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The completion candidates of options: the values that each option accepts. Without them
/// picocli offers the names of Java's constants, which are refused.
final class CompletionCandidates {
  private CompletionCandidates() {}

  /// Returns the factory by which picocli creates candidates.
  ///
  /// @param commands the names of molly's commands
  static CommandLine.IFactory factory(SupportedKinds kinds, Collection<String> commands) {
    Map<Class<?>, Supplier<?>> ours =
        Map.of(
            Kinds.class, () -> new Kinds(kinds),
            Pages.class, () -> new Pages(kinds),
            Commands.class, () -> new Commands(commands));
    CommandLine.IFactory others = CommandLine.defaultFactory();
    return new CommandLine.IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        Supplier<?> one = ours.get(type);
        return one == null ? others.create(type) : type.cast(one.get());
      }
    };
  }

  /// Makes a command offer, and name in its help, only the kinds that can be retired.
  static void offerRetirable(CommandSpec command, SupportedKinds kinds) {
    OptionSpec all = command.findOption("--kind");
    command.remove(all);
    command.addOption(
        OptionSpec.builder(all).completionCandidates(new Kinds(kinds.retirable())).build());
  }

  /// Candidates for `--report`: examples, because a shell does not combine a format and a file.
  static final class Reports implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(ReportFormat.values()).map(Reports::example).iterator();
    }

    private static String example(ReportFormat format) {
      String ending =
          switch (format) {
            case TEXT -> "txt";
            case JUNIT -> "xml";
            case JSON, NDJSON, CSV, SARIF, HTML -> format.word();
            case OCSF -> "ndjson";
          };
      return format.word() + "=molly." + ending;
    }
  }

  /// Candidates for `molly help`.
  static final class Commands implements Iterable<String> {
    private final Collection<String> names;

    Commands(Collection<String> names) {
      this.names = names;
    }

    @Override
    public Iterator<String> iterator() {
      return names.iterator();
    }
  }

  /// Candidates for `--kind`.
  static final class Kinds implements Iterable<String> {
    private final SupportedKinds kinds;

    Kinds(SupportedKinds kinds) {
      this.kinds = kinds;
    }

    @Override
    public Iterator<String> iterator() {
      return kinds.catalog().kinds().stream().map(KindId::value).iterator();
    }
  }

  /// Candidates for `--policy`, in addition to files.
  static final class Policies implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return PolicySource.shippedNames().iterator();
    }
  }

  /// Candidates for `--accept`.
  static final class Doors implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return DoorTable.ids().stream().sorted().iterator();
    }
  }

  /// Candidates for the format of `molly gate`.
  static final class GateFormats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(GateFormat.values()).map(GateFormat::word).iterator();
    }
  }

  /// Candidates for `--agent`.
  static final class Agents implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Agent.values()).map(Agent::toString).iterator();
    }
  }

  /// Candidates for `molly explain`.
  static final class Pages implements Iterable<String> {
    private final SupportedKinds kinds;

    Pages(SupportedKinds kinds) {
      this.kinds = kinds;
    }

    @Override
    public Iterator<String> iterator() {
      return new ExplainPages(kinds.catalog()).pages().iterator();
    }
  }

  /// Candidates for `molly schema`.
  static final class Schemas implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return KnownSchema.names().iterator();
    }
  }

  /// Candidates for `--region`.
  static final class RegionNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(
              Stream.of("all"), AwsRegions.known().stream().map(RegionId::value).sorted())
          .iterator();
    }
  }

  /// Candidates for a severity.
  static final class Severities implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Severity.values()).map(Severity::word).iterator();
    }
  }

  /// Candidates for `--fail-on`.
  static final class FailOns implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return FailOnWords.WORDS.iterator();
    }
  }

  /// Candidates for the scan to compare with.
  static final class Sinces implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(HistoryOptions.LAST).iterator();
    }
  }

  /// Candidates for the format of a report.
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(ReportFormat.values()).map(ReportFormat::word).iterator();
    }
  }

  /// Candidates for the groups of a text report.
  static final class GroupBys implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(GroupBy.values()).map(GroupBy::word).iterator();
    }
  }

  /// Candidates for the format of all output other than reports and journals.
  static final class TextOrJson implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(ReportFormat.TEXT.word(), ReportFormat.JSON.word()).iterator();
    }
  }

  /// Candidates for the format of a trend.
  static final class TextJsonOrCsv implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(ReportFormat.TEXT, ReportFormat.JSON, ReportFormat.CSV)
          .map(ReportFormat::word)
          .iterator();
    }
  }

  /// Candidates for the groups of a trend.
  static final class Groupings implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Grouping.values()).map(Grouping::word).iterator();
    }
  }

  /// Candidates for the format of a journal.
  static final class TextOrNdjson implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(ReportFormat.TEXT.word(), ReportFormat.NDJSON.word()).iterator();
    }
  }
}
