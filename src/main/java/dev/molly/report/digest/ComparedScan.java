package dev.molly.report.digest;

import dev.molly.history.ScanComparison;
import dev.molly.model.ScanReport;
import dev.molly.report.format.Invocation;

/// A scan, and what it takes to write digests of it.
///
/// @param comparison what has changed since the last scan
/// @param scope the id of the scan's scope, which is part of the id of each digest
/// @param typed the command that scanned, from which the command that shows more is derived
/// @param sandbox whether the scan is of a simulated account
public record ComparedScan(
    ScanReport report,
    ScanComparison comparison,
    String scope,
    Invocation typed,
    boolean sandbox) {}
