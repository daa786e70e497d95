package dev.molly.config;

import static dev.molly.model.Control.Measure.DURATION;
import static dev.molly.model.Control.Measure.SWITCH;

import dev.molly.model.Control;
import dev.molly.model.KindCatalog;
import dev.molly.model.KindId;
import java.util.List;
import java.util.Map;

/// The kinds and controls these tests know, so that they need no AWS code.
final class SampleCatalogue {
  static final KindCatalog CATALOGUE =
      new KindCatalog(
          Map.of(
              new KindId("ec2-instance"),
              List.of(
                  control("termination-protection", SWITCH, "ec2-termination-protection"),
                  control("stop-protection", SWITCH, "ec2-stop-protection"),
                  control("shutdown-behavior", SWITCH, "ec2-shutdown-behavior"),
                  control("volume-retention", SWITCH, "ec2-volume-retention")),
              new KindId("rds-instance"),
              List.of(
                  control("deletion-protection", SWITCH, "rds-instance-deletion-protection"),
                  control("backup-retention", DURATION, "rds-instance-backup-retention"),
                  control("copy-tags-to-snapshot", SWITCH, "rds-instance-copy-tags")),
              new KindId("rds-cluster"),
              List.of(
                  control("deletion-protection", SWITCH, "rds-cluster-deletion-protection"),
                  control("backup-retention", DURATION, "rds-cluster-backup-retention")),
              new KindId("s3-bucket"),
              List.of(
                  control("versioning", SWITCH, "s3-versioning"),
                  control("object-lock", SWITCH, "s3-object-lock"),
                  control("mfa-delete", SWITCH, "s3-mfa-delete"),
                  control("delete-denied", SWITCH, "s3-delete-denied"))));

  private SampleCatalogue() {}

  private static Control control(String id, Control.Measure measure, String page) {
    return Control.of(id, measure, page, "What " + id + " does.");
  }
}
