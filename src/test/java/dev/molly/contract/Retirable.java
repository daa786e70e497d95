package dev.molly.contract;

import dev.molly.model.AccountRegion;
import dev.molly.model.KindId;
import java.util.List;
import java.util.Map;

/// One resource that molly retires, restores and purges, as AWS's own clients see it.
interface Retirable {
  /// What it is called before.
  String NAME = "orders";

  /// Makes one of a kind.
  static Retirable plant(Engine engine, AccountRegion where, KindId kind) {
    return switch (kind.value()) {
      case "ec2-instance" -> RetirableInstance.plant(engine, where);
      case "rds-instance" -> RetirableDatabase.plant(engine.rds(where));
      case "rds-cluster" -> RetirableCluster.plant(engine.rds(where));
      case "s3-bucket" -> RetirableBucket.plant(engine, where);
      default -> throw new IllegalArgumentException("nobody can make a " + kind);
    };
  }

  /// What molly is told to name it by, wherever it is.
  String arn();

  /// Everything that a restore gives back.
  Map<String, String> state();

  /// Those of [#state] that a retirement changes, as they are then; `DAY` is the day it was
  /// retired.
  Map<String, String> whenRetired();

  boolean isThere();

  /// What there is of it when it is gone: the names of its copies, with the day as `DAY`.
  List<String> copies();

  /// The copies that a purge leaves.
  List<String> copiesWhenPurged();
}
