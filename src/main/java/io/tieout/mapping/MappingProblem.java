package io.tieout.mapping;

import io.tieout.kernel.ProblemType;

/** What can be wrong with mappings. */
public enum MappingProblem implements ProblemType {
    CODE_UNMAPPED(
            "mapping.code-unmapped",
            422,
            "Nobody has said what a partner's code means",
            "Map the code; once a second person approved it, all that waits for it goes on by itself."),
    KIND_UNKNOWN("mapping.kind-unknown", 422, "There is no such kind of mapping", "See the list of kinds."),
    ENTRY_INVALID(
            "mapping.entry-invalid",
            422,
            "An entry of the mapping is not valid",
            "Give every entry a code and a value of 1 to 200 characters; null as value withdraws the code."),
    NOT_YOUR_DRAFT(
            "mapping.not-your-draft",
            403,
            "Only its proposer changes a draft",
            "Propose a set of your own, or ask the proposer."),
    NOTHING_CHANGES(
            "mapping.nothing-changes", 422, "The set changes nothing", "Everything in it is already in force so.");

    private final String code;
    private final int status;
    private final String title;
    private final String advice;

    MappingProblem(String code, int status, String title, String advice) {
        this.code = code;
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String advice() {
        return advice;
    }
}
