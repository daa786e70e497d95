/// The simulation of EC2 and Auto Scaling.
package dev.molly.sim.ec2;
