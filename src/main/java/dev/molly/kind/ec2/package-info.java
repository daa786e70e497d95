/// EC2 instances: reading, protecting, and their staged deletion.
///
/// [InstanceKind] is the entry point. AWS's behavior is described in the comments, with its
/// source.
package dev.molly.kind.ec2;
