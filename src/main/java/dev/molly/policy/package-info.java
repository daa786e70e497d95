/// Rules, the resources they match and their evaluation. Pure: no files, no clock, no AWS;
/// depends on `model` and `text` alone. The YAML is read in `config`.
///
/// To add a requirement: a record in [Requirement], its case in `RuleEvaluator`, its key in
/// `config.PolicyReader` and `config.PolicySchema`.
package dev.molly.policy;
