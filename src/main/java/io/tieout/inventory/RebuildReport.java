package io.tieout.inventory;

import java.util.List;

/** What a rebuild of all positions found. @param differences those that do not agree, at most a few hundred */
public record RebuildReport(long movements, long positions, long rebuildMillis, List<PositionProof> differences) {

    public RebuildReport {
        differences = List.copyOf(differences);
    }

    /** Whether every position agrees. */
    public boolean agrees() {
        return differences.isEmpty();
    }
}
