package dev.molly.model;

/// How bad it is when a rule fails.
public enum Severity {
  LOW,
  HIGH
}
