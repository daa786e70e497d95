/// RDS database instances and Aurora and Multi-AZ clusters: reading, protecting, and their staged
/// deletion.
///
/// [DbInstanceKind] and [DbClusterKind] are the way in; [RdsKind] is the part that both share.
package dev.molly.kind.rds;
