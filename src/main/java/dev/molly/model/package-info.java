/// The domain model of Molly, as records and sealed types. Imports `java.*` and `text` only, so
/// that every other package may depend on it.
///
/// Each term has one meaning:
///
/// - **kind**: a type of AWS resource that Molly supports: `ec2-instance`, `s3-bucket`
/// - **control**: one protection that a kind can have: `termination-protection`, `versioning`
/// - **protection**: the state read for one control: On, OnFor (a duration), Off, Ineffective
///   (on, but without effect), NotOffered, Unknown
/// - **rule**, **policy**: a rule states which resources need which control; a policy is a YAML
///   file of rules
/// - **finding**: the result of one rule for one resource: pass, fail, ineffective, exempt,
///   not-applicable or unknown
/// - **gap**: a place that could not be read (account, region, kind, why). A gap is always
///   reported and never counts as a pass
/// - **evidence**: one fact about a resource that is relevant to its retirement: a warning, a
///   note, or unknown, which never shows that the resource is unused
/// - **attribute**: a property that a staged deletion changes in addition to controls: a name, a
///   run state, a record, a final copy, existence. A control or attribute has a **setting**,
///   which is text in AWS's terms
/// - **change**, **step**, **plan**: one setting from its current to its intended value; a
///   change with its prerequisites; steps in their order, which the guards check before anything
///   is written
/// - **retire**, **restore**, **purge**: take a resource out of use so that this can be undone;
///   return it to exactly its original state; delete a due resource permanently. A **sweep**
///   continues the actions that have begun
/// - **staged deletion**, **desired setting**: the settings that lead a kind to such a goal, in
///   their order; one of them
/// - **record**: the tags of a retired or leased resource that contain everything needed to
///   finish or to undo the action
/// - **lease**: the removal of protection for a limited time
/// - **target**: one account in one region: where a listing runs
///
/// To add a term: one record or sealed interface in a file of its own, its invariants in the
/// constructor.
package dev.molly.model;
