/// Where simulations and tests of whole changes take place: a cloud in memory with molly in front
/// of it, the journals of its runs, and what people do to resources without molly.
package dev.molly.simulation.world;
