/// RDS database instances and Aurora and Multi-AZ clusters: reading, protecting, and their
/// staged deletion.
///
/// [DbInstanceKind] and [DbClusterKind] are the entry points; [RdsKind] is the code that both
/// share.
package dev.molly.kind.rds;
