/// The channels that notify owners of retired resources that will soon be due for purge, and of
/// what a scan found: a command, a webhook, an SNS topic, an EventBridge bus, Slack. Depends on
/// `engine`, whose [dev.molly.engine.run.Notifier] it implements, on `config`, which names the
/// channels, on `report`, which writes the digests, and on `model` and `retire`; Jackson writes the
/// notice.
///
/// A channel returns a receipt or throws. It waits for a bounded time, and puts no secret into a
/// message, a receipt or the log.
///
/// To add a channel: its record in `config`'s `NoticeChannel`, its [Channel] here, one line in
/// [NotifierFactory], its part of the pages `notify` and `config`.
package dev.molly.notify;
