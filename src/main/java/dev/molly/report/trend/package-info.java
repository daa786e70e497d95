/// The history of a scope, in each of its formats.
package dev.molly.report.trend;
