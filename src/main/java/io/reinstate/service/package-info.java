/**
 * Starting and stopping the running parts of an application, and telling whether they run.
 *
 * <p>A supervised service is a process of ours, detached, in a session of its own; any other is
 * looked after by systemd, pm2 or docker compose, through commands of the catalog.
 *
 * <p>What a later Reinstate must know about a process lies beside the home directory, in files.
 */
package io.reinstate.service;
