/// Rules, what they match and how they are judged. Pure: no files, no clock, no AWS; depends on
/// `model` alone. The YAML is read in `config`.
///
/// To add a requirement: a record in [Requirement], its case in `Judge`, its key in
/// `config.PolicyReader` and `config.PolicySchema`.
package dev.molly.policy;
