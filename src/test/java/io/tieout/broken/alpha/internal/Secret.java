package io.tieout.broken.alpha.internal;

/** Lives in a package without a role. */
public record Secret(String value) {}
