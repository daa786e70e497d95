# The whole fleet on one page. The resources are built from these maps and so are the expected findings, so that
# the two cannot drift apart.

locals {
  # What a scan should find is noted beside each: T termination protection, S stop protection,
  # D what a shutdown from inside does, V what happens to the volumes.
  instances = {
    # As it should be: T pass, S pass, D pass, V pass.
    "web-01" = {
      environment            = "production", owner = "web"
      termination_protection = true, stop_protection = true, on_shutdown = "stop", keep_volumes = true
    }
    # The twin somebody built in a hurry: its volumes go when it goes. Only V fails.
    "web-02" = {
      environment            = "production", owner = "web"
      termination_protection = true, stop_protection = true, on_shutdown = "stop", keep_volumes = false
    }
    # Cannot be terminated, but can be stopped, by anybody. Only S fails.
    "api-01" = {
      environment            = "production", owner = "api"
      termination_protection = true, stop_protection = false, on_shutdown = "stop", keep_volumes = true
    }
    # Production, and nobody thought of it. T, S and V fail.
    "worker-01" = {
      environment            = "production", owner = "jobs"
      termination_protection = false, stop_protection = false, on_shutdown = "stop", keep_volumes = false
    }
    # Staging, with its data kept. T and S fail.
    "web-staging-01" = {
      environment            = "staging", owner = "web"
      termination_protection = false, stop_protection = false, on_shutdown = "stop", keep_volumes = true
    }
    # A `shutdown -h now` in a script is enough to lose this one. All four fail.
    "batch-staging-01" = {
      environment            = "staging", owner = "jobs"
      termination_protection = false, stop_protection = false, on_shutdown = "terminate", keep_volumes = false
    }
  }

  # Exactly one: each takes the provider more than a minute, whatever the engine behind it does.
  # Backups are long enough; deletion protection and copied tags are missing.
  database = {
    identifier             = "orders"
    environment            = "production"
    deletion_protection    = false
    backup_retention_days  = 7
    copy_tags_to_snapshots = false
  }

  # Protected, but its backups last one day: whoever notices on Monday has lost Friday.
  cluster = {
    identifier            = "ledger"
    member                = "ledger-1" # Only with var.with_cluster_member.
    environment           = "production"
    deletion_protection   = !var.take_protection_off
    backup_retention_days = 1
  }

  # versioning: Enabled, Suspended, or Never (no versioning resource at all).
  # deny_delete: everyone, one-role (a Deny that looks right and holds back one role only), or nobody.
  buckets = {
    "${var.bucket_prefix}-orders-archive" = {
      environment = "production", versioning = "Enabled", object_lock_days = 30, deny_delete = "everyone"
    }
    "${var.bucket_prefix}-invoices" = {
      environment = "production", versioning = "Enabled", object_lock_days = 0, deny_delete = "one-role"
    }
    "${var.bucket_prefix}-reports" = {
      environment = "production", versioning = "Suspended", object_lock_days = 0, deny_delete = "nobody"
    }
    "${var.bucket_prefix}-scratch-staging" = {
      environment = "staging", versioning = "Never", object_lock_days = 0, deny_delete = "nobody"
    }
  }
}
