package dev.molly.report.digest;

/// A digest that would be sent by one channel.
///
/// @param destination where it would go, without secrets
/// @param payload what would be sent, without secrets
public record DigestPreview(ScanDigest digest, String destination, String payload) {}
