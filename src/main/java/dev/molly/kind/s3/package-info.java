/// S3 buckets: reading, protecting, quarantine, and their staged deletion.
///
/// [BucketKind] is the way in.
package dev.molly.kind.s3;
