package dev.molly.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.molly.guard.BlastLimit;
import dev.molly.guard.FreezeWindow;
import dev.molly.guard.RetentionWindow;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.OwnerTags;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RateLimitConfig.Enforce;
import dev.molly.model.RateLimitConfig.Rate;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.S3Address;
import dev.molly.model.Severity;
import dev.molly.model.UserError;
import dev.molly.plan.RolloutWaves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
  @TempDir private Path folder;

  @Test
  void readsAllThatAConfigCanSay() throws IOException {
    Config config =
        load(
            """
            version: 1
            accounts:
              - id: "111122223333"
                name: prod
                role: molly-scan
                external-id: abc
              - { id: 012345678901, role: "arn:aws-cn:iam::012345678901:role/audit/molly" }
              - { id: 444455556666, name: dev }
            environments:
              production: [prod, "012345678901", prod]
              everything-else: dev
            regions: [eu-west-1, us-east-1]
            policies: [baseline, policies/web.yaml, ./strict]
            fail-on: high
            limits:
              enforce: always
              share: 50
              rates:
                "ec2:DescribeInstanceAttribute": { burst: 100, per-second: 20 }
              resources: 0
              percent: 100
            freeze:
              - why: no changes at night
                days: [mon, fri]
                from: "18:00"
                to: 08:30
                zone: Europe/Berlin
              - { why: year end, from: 2026-12-20, to: 2027-01-03, zone: UTC }
            waves: { percents: [1, 10, 50], pause: 2m, failures: 3 }
            confirm-within: 30m
            owners: { tags: [cost-center, owner] }
            scan-store: s3://scans.example/molly/
            bucket-owner: 012345678901
            """);

    var prod = account("111122223333", "prod", "arn:aws:iam::111122223333:role/molly-scan", "abc");
    var china =
        account(
            "012345678901", "012345678901", "arn:aws-cn:iam::012345678901:role/audit/molly", "");
    var dev = account("444455556666", "dev", "", "");
    assertThat(config)
        .isEqualTo(
            new Config(
                List.of(prod, china, dev),
                Optional.empty(),
                Map.of("production", List.of(prod, china), "everything-else", List.of(dev)),
                Optional.of(
                    new RegionSelection.Named(
                        List.of(new RegionId("eu-west-1"), new RegionId("us-east-1")))),
                List.of(
                    PolicySource.Shipped.BASELINE,
                    new PolicySource.Files(folder.resolve("policies/web.yaml")),
                    new PolicySource.Files(folder.resolve("./strict"))),
                Optional.of(Severity.HIGH),
                new RateLimitConfig(
                    Enforce.ALWAYS, 50, Map.of("ec2:DescribeInstanceAttribute", new Rate(100, 20))),
                new BlastLimit(0, 100),
                List.of(
                    new FreezeWindow.Weekly(
                        "no changes at night",
                        Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        LocalTime.of(18, 0),
                        LocalTime.of(8, 30),
                        ZoneId.of("Europe/Berlin")),
                    new FreezeWindow.Dates(
                        "year end",
                        LocalDate.of(2026, 12, 20),
                        LocalDate.of(2027, 1, 3),
                        ZoneId.of("UTC"))),
                new RolloutWaves(List.of(1, 10, 50), Duration.ofMinutes(2), 3),
                Duration.ofMinutes(30),
                RetentionWindow.DEFAULT,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                new OwnerTags(List.of("cost-center", "owner")),
                Optional.of(new S3Address("scans.example", "molly")),
                Optional.of(new AccountId("012345678901"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alias/molly-records",
        "arn:aws:kms:eu-west-1:111122223333:alias/molly-records",
        "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd"
      })
  void takesAKeyThatRecordsAreSignedWith(String key) throws IOException {
    assertThat(load("version: 1\nrecords: { key: %s }".formatted(key)).recordKey())
        .contains(new RecordKey(key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"records: { key: molly-records }", "records: {}", "records: { keys: alias/a }"})
  void refusesARecordsSectionThatNamesNoKey(String records) {
    assertThat(catchThrowableOfType(UserError.class, () -> load("version: 1\n" + records)))
        .isNotNull();
  }

  @Test
  void needsNothingButTheVersion() throws IOException {
    assertThat(load("version: 1")).isEqualTo(Config.empty());
  }

  @Test
  void takesPartsOfTheLimitsAndTheWaves() throws IOException {
    Config config = load("version: 1\nlimits: { share: 50 }\nwaves: { percents: 50, pause: 0s }");

    assertThat(config.limits()).isEqualTo(new RateLimitConfig(Enforce.AUTO, 50, Map.of()));
    assertThat(config.blastLimit()).isEqualTo(BlastLimit.DEFAULT);
    assertThat(config.waves()).isEqualTo(new RolloutWaves(List.of(50), Duration.ZERO, 0));
  }

  @ParameterizedTest
  @CsvSource({"resources: 0, 0, 0", "resources: 5, 5, 0", "percent: 5, 0, 5"})
  void allowsNoMoreThanIsWritten(String limit, int resources, int percent) throws IOException {
    Config config = load("version: 1\nlimits: { " + limit + " }");

    assertThat(config.blastLimit()).isEqualTo(new BlastLimit(resources, percent));
  }

  @Test
  void takesAllRegions() throws IOException {
    assertThat(load("version: 1\nregions: all").regions()).contains(new RegionSelection.Enabled());
  }

  @Test
  void findsAccountsByNameAndById() throws IOException {
    Config config = load("version: 1\naccounts: [{ id: '111122223333', name: prod }]");

    assertThat(config.account("prod")).isPresent().isEqualTo(config.account("111122223333"));
    assertThat(config.account("dev")).isEmpty();
  }

  @Test
  void saysThatAFileIsMissing() {
    Path missing = folder.resolve("molly.yaml");

    assertThat(message(missing)).isEqualTo("molly.yaml: no such file");
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWith(String message, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("molly.yaml"), "version: 1\n" + text);

    assertThat(message(file)).isEqualTo("molly.yaml:" + message);
  }

  static Stream<Arguments> refused() {
    String prod = "accounts: [{ id: '111122223333', name: prod }]\n";
    return Stream.of(
        Arguments.of("2:1: unknown key 'acounts'; did you mean 'accounts'?", "acounts: []"),
        Arguments.of("2:14: an account needs 'id'", "accounts:  [ { name: prod } ]"),
        Arguments.of(
            "2:18: expected an account id of twelve digits, not '1111'",
            "accounts: [{ id: 1111 }]"),
        Arguments.of(
            "3:18: account '111122223333' is already there",
            "accounts: [{ id: '111122223333', name: a },\n           { id: '111122223333' }]"),
        Arguments.of(
            "3:40: account 'a' is already there",
            "accounts: [{ id: '111122223333', name: a },\n"
                + "           { id: '444455556666', name: a }]"),
        Arguments.of(
            "2:40: expected a letter, then letters, digits, dots, _ and -, not '444455556666'",
            "accounts: [{ id: '111122223333', name: 444455556666 }]"),
        Arguments.of(
            "2:40: this role is in account 444455556666, not in 111122223333",
            "accounts: [{ id: '111122223333', role: 'arn:aws:iam::444455556666:role/x' }]"),
        Arguments.of(
            "2:40: expected the name of a role or its full ARN, not"
                + " 'arn:aws:iam::111122223333:user/x'",
            "accounts: [{ id: '111122223333', role: 'arn:aws:iam::111122223333:user/x' }]"),
        Arguments.of(
            "2:12: 'external-id' is of no use without a 'role' to assume",
            "accounts: [{ id: '111122223333', external-id: x }]"),
        Arguments.of(
            "3:29: unknown account 'prodd'; did you mean 'prod'?",
            prod + "environments: { production: prodd }"),
        Arguments.of(
            "3:17: expected lower-case words joined by hyphens, not 'Production'",
            prod + "environments: { Production: prod }"),
        Arguments.of(
            "3:29: an environment is a list, not an empty one",
            prod + "environments: { production: [] }"),
        Arguments.of("2:11: expected a region like eu-west-1, not 'europe'", "regions: [europe]"),
        Arguments.of("2:12: expected a path, not 'a?b'", "policies: [\"a\\0b\"]"),
        Arguments.of("2:10: 'regions' is a list, not an empty one", "regions: []"),
        Arguments.of("2:11: unknown severity 'hihg'; did you mean 'high'?", "fail-on:  hihg"),
        Arguments.of(
            "2:21: unknown answer 'yes'; known: always, auto, never", "limits: { enforce:  yes }"),
        Arguments.of("2:18: a share is 1 to 100 percent, not 101", "limits: { share: 101 }"),
        Arguments.of(
            "2:18: expected a whole number from 1 to 999999, not '0'", "limits: { share: 0 }"),
        Arguments.of(
            "2:20: expected an AWS API like ec2:DescribeInstanceAttribute, not 'Describe'",
            "limits: { rates: { Describe: { burst: 1, per-second: 1 } } }"),
        Arguments.of(
            "2:34: a rate needs 'per-second'", "limits: { rates: { 'ec2:DoThis': { burst: 1 } } }"),
        Arguments.of(
            "2:22: expected a whole number from 0 to 999999, not '-1'",
            "limits: { resources: -1 }"),
        Arguments.of("2:20: a share is 0 to 100 percent, not 101", "limits: { percent: 101 }"),
        Arguments.of("2:24: a share is 1 to 100 percent, not 101", "waves: { percents: [5, 101] }"),
        Arguments.of(
            "2:22: expected a whole number from 1 to 999999, not '0'",
            "waves: { percents: [ 0 ] }"),
        Arguments.of("2:21: 'percents' is a list, not an empty one", "waves: { percents:  [] }"),
        Arguments.of("2:17: expected a pause like 5s or 2m, not '5'", "waves: { pause: 5 }"),
        Arguments.of("2:10: unknown key 'pauze'; did you mean 'pause'?", "waves: { pauze: 5s }"),
        Arguments.of(
            "2:17: expected a length of time like 30m, 1h or 1d, not '30s'",
            "confirm-within: 30s"));
  }

  @ParameterizedTest
  @MethodSource("refusedFreezes")
  void refusesAFreezeWith(String message, String freeze) throws IOException {
    Path file =
        Files.writeString(folder.resolve("molly.yaml"), "version: 1\nfreeze:\n- {" + freeze + "}");

    assertThat(message(file)).isEqualTo("molly.yaml:" + message);
  }

  static Stream<Arguments> refusedFreezes() {
    String night = "why: x, zone: UTC, ";
    return Stream.of(
        Arguments.of("3:3: a freeze needs 'why'", "zone: UTC, from: 2026-12-20, to: 2026-12-20"),
        Arguments.of("3:3: a freeze needs 'zone'", "why: x, from: 2026-12-20, to: 2026-12-20"),
        Arguments.of("3:3: a freeze needs 'to'", night + "from: 2026-12-20"),
        Arguments.of("3:3: a freeze needs 'days'", night + "from: '18:00', to: '08:00'"),
        Arguments.of(
            "3:30: unknown day 'monday'; known: fri, mon, sat, sun, thu, tue, wed",
            night + "days: [monday], from: '18:00', to: '08:00'"),
        Arguments.of(
            "3:29: 'days' is a list, not an empty one",
            night + "days: [], from: '18:00', to: '08:00'"),
        Arguments.of(
            "3:40: expected a time of day like 18:00, not '24:00'",
            night + "days: mon, from: '24:00', to: '08:00'"),
        Arguments.of(
            "3:40: expected a time of day like 18:00, not '2026-12-20'",
            night + "days: mon, from: 2026-12-20, to: '08:00'"),
        Arguments.of(
            "3:45: expected a date like 2027-01-31, not '18:00'",
            night + "from: 2026-12-20, to: '18:00'"),
        Arguments.of(
            "3:29: there is no such day as '2026-02-30'",
            night + "from: 2026-02-30, to: 2026-03-01"),
        Arguments.of(
            "3:3: this freeze ends on 2026-12-19, before it begins",
            night + "from: 2026-12-20, to: 2026-12-19"),
        Arguments.of(
            "3:18: unknown zone 'Europe/Berlni'; did you mean 'Europe/Berlin'?",
            "why: x, zone: Europe/Berlni, from: 2026-12-20, to: 2026-12-20"),
        Arguments.of(
            "3:18: unknown zone '+01:00'",
            "why: x, zone: '+01:00', from: 2026-12-20, to: 2026-12-20"),
        Arguments.of(
            "3:23: unknown key 'until'; known: days, from, to, why, zone",
            night + "until: 2026-12-20, from: 2026-12-20, to: 2026-12-20"));
  }

  private Config load(String text) throws IOException {
    return ConfigLoader.load(Files.writeString(folder.resolve("molly.yaml"), text));
  }

  private static AccountRef.Configured account(String id, String name, String role, String ext) {
    return new AccountRef.Configured(
        new AccountId(id),
        name,
        Optional.of(role).filter(text -> !text.isEmpty()),
        Optional.of(ext).filter(text -> !text.isEmpty()),
        Optional.empty(),
        false);
  }

  /// The message without the folder, whose name is another each time, and the line that names the
  /// help.
  private String message(Path file) {
    var thrown = catchThrowableOfType(UserError.class, () -> ConfigLoader.load(file));
    return String.valueOf(thrown.getMessage())
        .replace(folder + "/", "")
        .replace("\nSee: molly explain config", "");
  }
}
