/// What planners and runs share: sessions by account, reads side by side, and the tracker that says
/// what is next for a resource on its way to a goal.
package dev.molly.engine.support;
