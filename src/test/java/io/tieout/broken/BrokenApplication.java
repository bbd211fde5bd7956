package io.tieout.broken;

import org.springframework.modulith.Modulithic;

/** An application that breaks every rule of the architecture once, so that each rule is seen to fail. Never started. */
@Modulithic(systemName = "Broken")
public class BrokenApplication {}
