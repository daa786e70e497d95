package dev.molly.cli;

import static dev.molly.cli.CommandRunner.PHRASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.model.ControlId;
import dev.molly.plan.Goal;
import dev.molly.retire.OwnerNotice;
import dev.molly.retire.ProtectionLease;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.model.Tag;

/// A record with a right checksum that molly would never have written: it blocks the resource that
/// carries it, and no other.
class WildRecordCommandLineTest {
  private static final String REGION = "eu-west-1";

  /// What is wild about it.
  enum Wild {
    UNKnowN_CONTROL {
      @Override
      RetirementRecord of(RetirementRecord fine) {
        return was(fine, Map.of("no-such-control", "off"));
      }
    },
    CONTROL_OF_ANOTHER_KIND {
      @Override
      RetirementRecord of(RetirementRecord fine) {
        return was(fine, Map.of("deletion-protection", "off"));
      }
    },
    CONTROL_THAT_RETIRING_DOES_NOT_CHANGE {
      @Override
      RetirementRecord of(RetirementRecord fine) {
        return was(fine, Map.of("shutdown-behavior", "terminate"));
      }
    },
    UNKnowN_SETTING {
      @Override
      RetirementRecord of(RetirementRecord fine) {
        return was(fine, Map.of("termination-protection", "perhaps"));
      }
    },
    UNKnowN_STATE {
      @Override
      RetirementRecord of(RetirementRecord fine) {
        return with(fine, "dancing", fine.at(), fine.due(), Set.of(), fine.told());
      }
    },
    STATE_OF_ANOTHER_KIND {
      @Override
      RetirementRecord of(RetirementRecord fine) {
        return with(fine, "available", fine.at(), fine.due(), Set.of(), fine.told());
      }
    },
    HUGE_DUE {
      @Override
      RetirementRecord of(RetirementRecord fine) {
        Instant huge = Instant.MAX.truncatedTo(ChronoUnit.SECONDS);
        return with(fine, fine.runState(), fine.at(), huge, Set.of(), fine.told());
      }
    },
    TINY_AT {
      @Override
      RetirementRecord of(RetirementRecord fine) {
        Instant tiny = Instant.parse("-999999999-01-01T00:00:00Z");
        return with(fine, fine.runState(), tiny, fine.due(), Set.of(), fine.told());
      }
    },
    HUGE_TOLD {
      @Override
      RetirementRecord of(RetirementRecord fine) {
        Instant huge = Instant.parse("+1000000-01-01T00:00:00Z");
        return with(fine, fine.runState(), fine.at(), fine.due(), Set.of(), told(huge));
      }
    },
    TOLD_BEFORE_IT_WAS_RETIRED {
      @Override
      RetirementRecord of(RetirementRecord fine) {
        Instant before = fine.at().minus(Duration.ofDays(30));
        return with(fine, fine.runState(), fine.at(), fine.due(), Set.of(), told(before));
      }
    },
    DUE_AT_ONCE {
      @Override
      RetirementRecord of(RetirementRecord fine) {
        Instant soon = fine.at().plusSeconds(1);
        return with(fine, fine.runState(), fine.at(), soon, Set.of(), fine.told());
      }
    },
    UNKnowN_OPTION {
      @Override
      RetirementRecord of(RetirementRecord fine) {
        return with(
            fine, fine.runState(), fine.at(), fine.due(), Set.of("no-such-option"), fine.told());
      }
    },
    OPTION_OF_ANOTHER_KIND {
      @Override
      RetirementRecord of(RetirementRecord fine) {
        return with(fine, fine.runState(), fine.at(), fine.due(), Set.of("empty"), fine.told());
      }
    };

    abstract RetirementRecord of(RetirementRecord fine);

    private static Optional<OwnerNotice> told(Instant at) {
      return Optional.of(new OwnerNotice(at, ""));
    }

    private static RetirementRecord was(RetirementRecord fine, Map<String, String> settings) {
      var was = new TreeMap<ControlId, String>();
      settings.forEach((control, setting) -> was.put(new ControlId(control), setting));
      return new RetirementRecord(
          fine.uid(),
          fine.goal(),
          fine.by(),
          fine.why(),
          fine.at(),
          fine.due(),
          fine.name(),
          fine.runState(),
          was,
          fine.options(),
          fine.told());
    }

    private static RetirementRecord with(
        RetirementRecord fine,
        String state,
        Instant at,
        Instant due,
        Set<String> options,
        Optional<OwnerNotice> told) {
      return new RetirementRecord(
          fine.uid(),
          fine.goal(),
          fine.by(),
          fine.why(),
          at,
          due,
          fine.name(),
          state,
          fine.settings(),
          new TreeSet<>(options),
          told);
    }
  }

  private final Path folder;
  private final CommandRunner typed;
  private String wild = "";
  private String other = "";
  private Instant now = Instant.EPOCH;

  WildRecordCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void launch() {
    List<String> ids =
        SimFile.with(
            folder.resolve("sandbox.json"),
            cloud ->
                Stream.of("wild-01", "web-01")
                    .map(
                        name ->
                            cloud
                                .account(SimAws.OWN_ACCOUNT)
                                .launch(
                                    REGION, one -> one.named(name).launchedAgo(Duration.ofDays(30)))
                                .id())
                    .toList());
    now =
        SimFile.with(
            folder.resolve("sandbox.json"),
            cloud -> cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS));
    wild = ids.getFirst();
    other = ids.getLast();
  }

  private void retireTheOther() {
    sandbox("retire", other, "--why", "old", "--apply", "--confirm", phrase());
  }

  @ParameterizedTest
  @EnumSource
  void isShownAndLeftAlone(Wild what) {
    tag(RetirementRecordCodec.write(what.of(fine())));
    String before = state();

    Ran status = sandbox("status");
    Ran sweep = sandbox("sweep");
    Ran restore = sandbox("restore", wild);
    Ran purge = sandbox("purge", wild);
    Ran extend = sandbox("extend", wild, "--by", "7d");

    assertThat(status.exitCode()).as(status.out() + status.err()).isEqualTo(1);
    assertThat(sweep.exitCode()).as(sweep.out() + sweep.err()).isEqualTo(1);
    assertThat(List.of(status, sweep))
        .allSatisfy(ran -> assertThat(ran.out()).contains("NO RECORD TO RELY ON: " + wild));
    assertThat(List.of(restore, purge, extend))
        .allSatisfy(
            ran -> {
              assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(3);
              assertThat(ran.out()).contains("molly explain retirement-record");
            });
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void isShownFirstAndStopsNoOther() {
    retireTheOther();
    tag(RetirementRecordCodec.write(Wild.HUGE_DUE.of(fine())));

    sandbox("sandbox", "advance", "1d");
    sandbox("sweep");
    sandbox("sandbox", "advance", "1d");
    Ran sweep = sandbox("sweep");
    Ran status = sandbox("status");

    assertThat(sweep.exitCode()).as(sweep.out() + sweep.err()).isEqualTo(1);
    assertThat(status.out())
        .containsSubsequence(
            "NO RECORD TO RELY ON: " + wild, "molly explain", other, "retired, all of it done");
  }

  /// A confirmation helps no record that cannot be read.
  @Test
  void anUnattendedPurgeSaysWhyAndAsksForNoConfirmation() throws IOException {
    var tags = new TreeMap<>(RetirementRecordCodec.write(fine()));
    tags.put("molly:retire-why", "older");
    tag(tags);
    Path config =
        Files.writeString(
            folder.resolve("molly.yaml"),
            "version: 1\npurge: { unattended: true, resources: 1 }\n");

    Ran purge = sandbox("purge", "--apply", "--unattended", "--config", config.toString());

    assertThat(purge.exitCode()).as(purge.out() + purge.err()).isEqualTo(4);
    assertThat(purge.oneLine())
        .contains(wild + ": the tags molly:retire* are not as molly wrote them")
        .doesNotContain("without --unattended", "is not known here");
  }

  @Test
  void aDueRecordBesideItIsPurged() {
    retireTheOther();
    tag(RetirementRecordCodec.write(Wild.HUGE_DUE.of(fine())));
    sandbox("sandbox", "advance", "1d");
    sandbox("sweep");
    sandbox("sandbox", "advance", "12d");
    sandbox("sweep", "--told", other);
    sandbox("sandbox", "advance", "3d");

    Ran dry = sandbox("purge");
    Ran purged = sandbox("purge", "--apply", "--confirm", dry.found(PHRASE));

    assertThat(dry.oneLine()).contains(wild + ":");
    assertThat(purged.exitCode()).as(purged.out() + purged.err()).isZero();
  }

  @Test
  void aWildLeaseBringsBackNothingAndStopsNoSweep() {
    lease(-1, "no-such-control", "on");
    String before = state();

    Ran sweep = sandbox("sweep");

    assertThat(sweep.exitCode()).as(sweep.out() + sweep.err()).isEqualTo(4);
    assertThat(sweep.out()).contains(wild, "molly explain lease");
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void aLeaseThatWouldTakeProtectionOffWhenItEndsIsNone() {
    lease(-1, "termination-protection", "off");

    assertThat(sandbox("sweep").out()).contains(wild, "molly explain lease");
  }

  /// A sweep does not go by it, and the list does not say that one will.
  @Test
  void aWildLeaseIsListedAsOneThatCannotBeReliedOn() {
    lease(3, "no-such-control", "on");

    Ran list = sandbox("lease", "--list");
    Ran json = sandbox("lease", "--list", "--format", "json");

    assertThat(list.exitCode()).isEqualTo(1);
    assertThat(list.out()).contains("NO RECORD TO RELY ON").doesNotContain("Until:");
    assertThat(json.out()).contains("\"state\": \"unreadable\"", "no-such-control");
  }

  private RetirementRecord fine() {
    var was = new TreeMap<ControlId, String>();
    was.put(new ControlId("termination-protection"), "off");
    was.put(new ControlId("stop-protection"), "off");
    return new RetirementRecord(
        wild,
        Goal.RETIRED,
        "arn:aws:iam::111122223333:user/eve",
        "why not",
        now.minus(Duration.ofDays(20)),
        now.minus(Duration.ofDays(6)),
        Optional.of("wild-01"),
        "running",
        was,
        new TreeSet<>(),
        Optional.of(new OwnerNotice(now.minus(Duration.ofDays(10)), "")));
  }

  /// Tags it with a lease that anyone could have written.
  ///
  /// @param until the hours from now until it ends
  private void lease(int until, String control, String setting) {
    var lease =
        new ProtectionLease(
            wild,
            "arn:aws:iam::111122223333:user/eve",
            "why not",
            now.minus(Duration.ofHours(3)),
            now.plus(Duration.ofHours(until)),
            new TreeMap<>(Map.of(new ControlId(control), setting)));
    tag(lease.tags());
  }

  private void tag(Map<String, String> tags) {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          cloud
              .account(SimAws.OWN_ACCOUNT)
              .ec2(REGION)
              .createTags(
                  r ->
                      r.resources(wild)
                          .tags(
                              tags.entrySet().stream()
                                  .map(
                                      tag ->
                                          Tag.builder()
                                              .key(tag.getKey())
                                              .value(tag.getValue())
                                              .build())
                                  .toList()));
          return wild;
        });
  }

  /// What AWS holds for it.
  private String state() {
    return SimFile.with(
        folder.resolve("sandbox.json"),
        cloud ->
            cloud
                .account(SimAws.OWN_ACCOUNT)
                .ec2(REGION)
                .describeInstances(r -> r.instanceIds(wild))
                .reservations()
                .toString());
  }

  private String phrase() {
    return sandbox("retire", other, "--why", "old").found(PHRASE);
  }

  private Ran sandbox(String... words) {
    return typed.molly(
        Stream.concat(Stream.of(words), Stream.of("--sandbox"))
            .filter(word -> !(word.equals("--sandbox") && words[0].equals("sandbox")))
            .toArray(String[]::new));
  }
}
