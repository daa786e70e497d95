/// EC2 instances: reading, protecting, and their staged deletion.
///
/// [InstanceKind] is the way in. What AWS does is in the comments, with its source.
package dev.molly.kind.ec2;
