package io.reinstate.traffic;

import io.reinstate.catalog.application.ColourId;

/**
 * A switch that is done.
 *
 * @param colour the colour that serves now
 * @param changed whether another one served before
 * @param afterRestart what a restart of the proxy makes of it; one or more sentences for people
 */
public record SwitchedTraffic(ColourId colour, boolean changed, String afterRestart) {}
