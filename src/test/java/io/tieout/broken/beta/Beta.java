package io.tieout.broken.beta;

import io.tieout.broken.alpha.adapter.in.rest.AlphaDoor;
import java.util.List;

/** Reaches into another module's adapter. */
public record Beta(List<AlphaDoor> doors) {}
