/// The seam to AWS: sessions, clients, identity, error translation, rate limits, caches. The
/// only place that builds SDK clients. May depend on `model`; `kind` and `engine` depend on it;
/// `sim` stands in for it.
///
/// To add a service: its client in [AccountSession], built in `SdkAccountSession`, and the
/// simulator's in `sim`.
package dev.molly.aws;
