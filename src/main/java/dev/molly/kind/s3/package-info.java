/// S3 buckets: reading, protecting, quarantine, and their staged deletion.
///
/// [BucketKind] is the entry point.
package dev.molly.kind.s3;
