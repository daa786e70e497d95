/// Plans: one planner for each thing that molly does. A planner reads, and writes nothing.
package dev.molly.engine.plan;
