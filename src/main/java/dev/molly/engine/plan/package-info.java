/// The planners, one for each command that changes something. A planner only reads.
package dev.molly.engine.plan;
