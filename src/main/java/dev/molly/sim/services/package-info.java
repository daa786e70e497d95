/// Services that answer questions only: CloudWatch, Elastic Load Balancing, KMS, STS.
package dev.molly.sim.services;
