package dev.molly.engine.plan;

import dev.molly.plan.Refusal;
import dev.molly.retire.Observation;

/// The refusals that several planners of staged deletion have in common.
final class StagedRefusals {
  private StagedRefusals() {}

  static Refusal notKnown(String id, String instead) {
    return new Refusal(
        "unconfirmed-plan",
        "the record of %s is not known here, and no question is asked".formatted(id),
        instead);
  }

  static Refusal notRetired(Observation observation) {
    return new Refusal(
        "retired", observation.resource().ref().identifier() + " is not retired", "molly status");
  }

  /// @param with what would be written into the record
  static Refusal signedElsewhere(Observation observation, String with) {
    return new Refusal(
        "record",
        "%s: its record is signed, and no key is configured here: with %s it would not be signed any more, and not be read where the key is"
            .formatted(observation.resource().ref().identifier(), with),
        "name the key in molly.yaml (records: { key: ... }): molly explain retirement-record");
  }

  static Refusal unreadable(Observation observation, String why) {
    return new Refusal(
        "record",
        observation.resource().ref().identifier() + ": " + why,
        "molly explain retirement-record");
  }
}
