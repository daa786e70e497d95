package dev.molly.report;

/// Something to be said of a resource beside what a plan does to it.
///
/// @param label `Lost`
public record Note(String label, String text) {}
