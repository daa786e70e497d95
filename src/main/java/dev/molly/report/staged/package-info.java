/// Retired resources and leases: their status, a sweep's result, the calendar of what falls due.
package dev.molly.report.staged;
