/// The evaluation of service control policies and identity policies: who can still destroy what
/// molly guards, by which door. Pure: it reads no file, asks no service, and uses `model` and
/// `text` only.
///
/// What the evaluation does not know (an operator, an element, a condition key that no door sets)
/// makes a door unknown, and never closed. To add a door, add it to [DoorTable]; to add an
/// operator, to [ConditionOperator].
package dev.molly.guardrail;
