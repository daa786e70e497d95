/// Retired resources and leases: their status, a sweep's result, the calendar of due dates.
package dev.molly.report.staged;
