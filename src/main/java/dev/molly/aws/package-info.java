/// The interface to AWS: sessions, clients, identity, error translation, rate limits, caches.
/// The only package that builds SDK clients. May depend on `model`; `kind` and `engine` depend
/// on it; `sim` is a stand-in for it.
///
/// To add a service: its client in [AccountSession], built in `SdkAccountSession`, and the
/// simulator's in `sim`.
package dev.molly.aws;
