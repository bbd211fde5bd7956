package io.tieout.mapping;

import java.util.List;

/**
 * What a set would do if it took force now.
 *
 * @param changes codes that would mean something else
 * @param resumes the wait keys it would satisfy
 * @param openWorkItems how many open exceptions wait for one of these keys
 */
public record Simulation(List<MappingChange> changes, List<String> resumes, long openWorkItems) {

    public Simulation {
        changes = List.copyOf(changes);
        resumes = List.copyOf(resumes);
    }
}
