/// What molly talks about, as records and sealed types. Imports `java.*` and `text` only, so
/// that every other package may depend on it.
///
/// One word, one meaning:
///
/// - **kind**: a type of AWS resource molly understands: `ec2-instance`, `s3-bucket`
/// - **control**: one protection a kind can have: `termination-protection`, `versioning`
/// - **protection**: what was read for one control: On, Kept (and how long), Off, Ineffective
///   (on, but does not help), NotOffered, Unknown
/// - **rule**, **policy**: a rule says which resources need which control; a policy is a YAML
///   file of rules
/// - **finding**: one rule held against one resource: pass, fail, ineffective, exempt,
///   not-applicable or unknown
/// - **gap**: a place that could not be read (account, region, kind, why). A gap is never
///   silence and never a pass
/// - **evidence**: one thing worth knowing about a resource before it is retired: a warning, a
///   note, or unknown, which never shows that nothing uses it
/// - **attribute**: what staged deletion sets beside controls: a name, a run state, a record, a
///   final copy, whether it exists. A control or attribute has a **setting**, which is text in
///   AWS's words
/// - **change**, **step**, **plan**: one setting from what it is to what it shall be; a change
///   with what it needs; steps in their order, which the guards see before anything is written
/// - **retire**, **restore**, **purge**: take out of use so that it can be undone; bring back to
///   exactly what it was; delete for good what is due. A **sweep** goes on with what was begun
/// - **staged deletion**, **desired setting**: the settings that lead a kind to such a goal, in
///   their order; one of them
/// - **record**: what a retired or leased resource carries as tags: all it takes to finish or to
///   undo
/// - **lease**: doing without protection for a while
/// - **target**: one account in one region: where a listing runs
///
/// To add a word: one record or sealed interface in a file of its own, its invariants in the
/// constructor.
package dev.molly.model;
