/// The channels by which the owners of retired resources are told that these fall due: a command, a
/// webhook. Depends on `engine`, whose [dev.molly.engine.run.Notifier] this is, on `config`, which
/// names the channels, and on `model` and `retire`; Jackson writes the notice.
///
/// A channel returns a receipt or throws. It waits for a bounded time, and puts no secret into a
/// message, a receipt or the log.
///
/// To add a channel: its record in `config`'s `NoticeChannel`, its class here, one line in
/// [NotifierFactory], its part of the pages `notify` and `config`.
package dev.molly.notify;
