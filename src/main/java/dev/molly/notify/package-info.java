/// The channels that notify the owners of retired resources before these fall due: a command, a
/// webhook, an SNS topic. Depends on `engine`, whose [dev.molly.engine.run.Notifier] it
/// implements, on `config`, which names the channels, and on `model` and `retire`; Jackson
/// writes the notice.
///
/// A channel returns a receipt or throws. It waits for a bounded time, and puts no secret into a
/// message, a receipt or the log.
///
/// To add a channel: its record in `config`'s `NoticeChannel`, its class here, one line in
/// [NotifierFactory], its part of the pages `notify` and `config`.
package dev.molly.notify;
