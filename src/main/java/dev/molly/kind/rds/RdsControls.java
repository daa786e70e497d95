package dev.molly.kind.rds;

import dev.molly.model.ControlId;

/// The controls of databases and clusters.
final class RdsControls {
  static final ControlId DELETION = new ControlId("deletion-protection");
  static final ControlId BACKUPS = new ControlId("backup-retention");
  static final ControlId COPY_TAGS = new ControlId("copy-tags-to-snapshot");

  private RdsControls() {}
}
