/// The read-only services: CloudWatch, Elastic Load Balancing, KMS, STS.
package dev.molly.sim.services;
